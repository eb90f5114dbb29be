"""A rebuild that fails or is killed leaves tables and register all old or all new."""

import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hsci_analysis.errors import SourceError
from hsci_analysis.sources import register
from hsci_analysis.sources.releases import forget
from hsci_analysis.tables import read_table, store
from hsci_analysis.tables.swap import swapped_in
from tests.faults.breaking import ACTIVITY, BOARDS, COUNCILS, SITES, change
from tests.unit.tables.as_published import TABLES, Workbench, build, new_editions

KILLED = 25
SWAPPING = """
import itertools, shutil, sys
from pathlib import Path
from hsci_analysis.tables.swap import swapped_in
for state in itertools.cycle(sys.argv[1:]):
    with swapped_in() as (tables, register):
        shutil.copytree(Path(state) / "snapshot", tables, dirs_exist_ok=True)
        shutil.copy(Path(state) / "sources.toml", register)
    print(flush=True)
"""
DYING = """
import os, shutil, signal
from pathlib import Path
left = [{steps}]
def dying(step):
    def die_or_go_on(*given):
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        return step(*given)
    return die_or_go_on
Path.rename, Path.replace = dying(Path.rename), dying(Path.replace)
shutil.rmtree = dying(shutil.rmtree)
"""
BUILDING = """
import sys
from pathlib import Path
from hsci_analysis.tables.snapshot import build_snapshot
from tests.unit.tables.as_published import TABLES
build_snapshot(Path(sys.argv[1]), TABLES)
"""


def other_figures(workbench: Workbench) -> None:
    """Four tables with other figures that add up just as well: nobody was delayed, or attended."""
    for name, figures in ((COUNCILS, 2), (BOARDS, 2), (SITES, 3)):
        change(workbench.file(name), lambda lines, of=figures: [lines[0], *_none(lines, of)])
    path = workbench.file(ACTIVITY)
    column = path.read_text().split(",").index("NumberOfAttendancesAll")
    change(path, lambda lines: [lines[0], *_none(lines, 3, column)])
    new_editions(workbench.data)


def _none(lines: list[str], figures: int, first: int | None = None) -> list[str]:
    rows = [line.rstrip("\n").split(",") for line in lines[1:]]
    for cells in rows:
        at = len(cells) - figures if first is None else first
        cells[at : at + figures] = ["0"] * figures
    return [",".join(cells) + "\n" for cells in rows]


def as_read() -> dict[str, bytes]:
    """What a new process would read: the register, and of each table the one it names."""
    forget()
    store._read.cache_clear()
    return {key: read_table(key).to_csv().encode() for key in (table.key for table in TABLES)}


@pytest.fixture
def both(workbench: Workbench, tmp_path: Path) -> tuple[Path, Path]:
    """Data folders before and after a rebuild from other figures; the workbench is before it."""
    old, new = tmp_path / "old", tmp_path / "new"
    other_figures(workbench)
    shutil.copytree(workbench.data, old)
    build(workbench.published)
    shutil.copytree(workbench.data, new)
    shutil.rmtree(workbench.data)
    shutil.copytree(old, workbench.data)
    return old, new


def test_killed_at_any_moment(workbench: Workbench, both: tuple[Path, Path]) -> None:
    figures = {}
    for state in both:
        shutil.copytree(state, workbench.data, dirs_exist_ok=True)
        figures[(state / "sources.toml").read_bytes()] = as_read()
    first, second = figures.values()
    assert sum(first[key] != second[key] for key in first) == 3
    moments = random.Random(7)
    for _ in range(KILLED):
        command = [sys.executable, "-c", SWAPPING, *map(str, both)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(moments.uniform(0, 0.02))
            assert process.poll() is None
            process.kill()
        assert as_read() == figures[(workbench.data / "sources.toml").read_bytes()]
    build(workbench.published)
    assert workbench.state() == {
        str(path.relative_to(both[1])): path.read_bytes()
        for path in both[1].rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("steps", "is_new"), [(0, False), (1, False), (2, False), (3, True), (4, True)]
)
def test_killed_between_two_steps(
    workbench: Workbench, both: tuple[Path, Path], steps: int, *, is_new: bool
) -> None:
    """The moments too short to be hit by chance: old until the register is in place, then new."""
    old, new = both
    before = as_read()
    script = DYING.format(steps=steps) + SWAPPING
    done = subprocess.run([sys.executable, "-c", script, str(new)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert list(workbench.data.glob(".snapshot-*"))
    assert (as_read() != before) == is_new
    with swapped_in() as (tables, register_of_tables):
        left = {path.name: path.read_bytes() for path in tables.iterdir()}
        shutil.copy(workbench.data / "sources.toml", register_of_tables)
    expected = new if is_new else old
    assert left == {path.name: path.read_bytes() for path in (expected / "snapshot").iterdir()}
    assert not list(workbench.data.glob(".snapshot-*"))


def test_the_register_cannot_be_replaced(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the new tables lie in their place."""
    other_figures(workbench)
    before, figures = workbench.state(), as_read()
    replace = Path.replace

    def refuses(path: Path, target: Path) -> Path:
        if path.name == "sources.toml":
            raise OSError(28, "No space left on device")
        return replace(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuses)
        with pytest.raises(SourceError, match=r"cannot be written: No space left.*as they were"):
            build(workbench.published)
    assert workbench.state() == before
    assert as_read() == figures
    assert not list(workbench.data.glob(".snapshot-*"))


def test_a_folder_in_the_way_of_a_table(workbench: Workbench) -> None:
    other_figures(workbench)
    in_the_way = workbench.data / "snapshot" / f"{TABLES[-1].key}.parquet"
    in_the_way.unlink()
    in_the_way.mkdir()
    before = workbench.state()
    with pytest.raises(SourceError, match="cannot be written"):
        build(workbench.published)
    assert workbench.state() == before
    assert {path.name for path in workbench.data.iterdir()} == {
        "reference",
        "snapshot",
        "sources.toml",
    }


def test_a_disk_that_is_full(workbench: Workbench) -> None:
    other_figures(workbench)
    before = workbench.state()
    done = subprocess.run(
        [sys.executable, "-c", BUILDING, str(workbench.published)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000)),
    )
    assert "SourceError" in done.stderr.splitlines()[-1], done.stderr
    assert workbench.state() == before
    assert not list(workbench.data.glob(".snapshot-*"))


def test_what_was_left_aside_is_swept(workbench: Workbench) -> None:
    (workbench.data / ".snapshot-x1y2z3").mkdir()
    build(workbench.published)
    assert not list(workbench.data.glob(".snapshot-*"))


def test_a_read_only_table_folder_is_told(workbench: Workbench) -> None:
    """A file lies where old tables are kept aside; nothing is lost by it."""
    (workbench.data / ".snapshot-kept").touch()
    with pytest.raises(SourceError, match="cannot be written"):
        build(workbench.published)
    assert register()[TABLES[0].key].table_sha256
