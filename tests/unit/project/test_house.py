"""What the house promises about itself."""

import re
import socket
import subprocess

import pytest
from pytest_socket import SocketConnectBlockedError

from hsci_analysis.sources.register import register
from tests.environment import ROOT

PACKAGE = sorted((ROOT / "hsci_analysis").rglob("*.py"))
UNTOLD_NAMES = {"utils", "util", "helpers", "core", "common", "base", "misc"}


def committed_files() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("needs a git checkout to know what is committed")
    return listed.stdout.splitlines()


def test_no_file_of_the_package_is_long() -> None:
    long = {
        path.name: count for path in PACKAGE if (count := len(path.read_text().splitlines())) > 300
    }
    assert long == {}


def test_every_file_is_named_for_what_it_holds() -> None:
    assert not UNTOLD_NAMES & {path.stem for path in PACKAGE}


def test_every_room_says_in_a_sentence_what_it_is() -> None:
    silent = [path for path in PACKAGE if not path.read_text().startswith('"""')]
    assert silent == []


def test_no_merge_is_left_half_done() -> None:
    told = [
        name for name in committed_files() if name.endswith((".md", ".yaml", ".toml", ".ipynb"))
    ]
    torn = re.compile("^(<{7}|>{7}) ", re.MULTILINE)
    assert [name for name in told if torn.search((ROOT / name).read_text())] == []
    assert torn.search("ours\n>>>>>>> main\n")


def test_no_published_file_is_committed() -> None:
    data = [name for name in committed_files() if name.startswith("data/")]
    assert data
    allowed = r"data/(README\.md|sources\.toml|reference/\w+\.csv|snapshot/\w+\.parquet)"
    assert [name for name in data if not re.fullmatch(allowed, name)] == []


def test_the_snapshot_is_small() -> None:
    assert sum(path.stat().st_size for path in (ROOT / "data" / "snapshot").iterdir()) < 4_000_000


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_tests_cannot_reach_the_network() -> None:
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


ROOMS = sorted(path.parent.name for path in (ROOT / "hsci_analysis").glob("*/__init__.py"))


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_room_is_on_the_map(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert [room for room in ROOMS if room not in text] == []


def test_every_table_is_told_of() -> None:
    told = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    assert [key for key in register() if f"`{key}`" not in told] == []
    files = {path.stem for path in (ROOT / "data" / "snapshot").glob("*.parquet")}
    assert files == {key for key, entry in register().items() if entry.held}
