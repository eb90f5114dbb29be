"""What a scheduler gets of a run: an exit code to act on, and a summary to send."""

import json
import re
import signal
from pathlib import Path

import pytest

from hsci_analysis.errors import ParametersError, SourceError
from hsci_analysis.sources.releases import forget
from hsci_analysis.tables import read_table
from tests.faults.portal import PlayedPortal, not_found
from tests.faults.test_fetch import BOARDS, SECOND, edition, portal, resource_of
from tests.small_house import SmallHouse
from tests.unit.tables.as_published import Workbench

__all__ = ["portal"]

NIGHTLY = ("--all", "--if-new-data", "--notify")
READS = "import hsci_analysis as hsci\n\nhsci.series('delayed_discharge_bed_days', 'NHS Fife')"


def summary(path: Path) -> tuple[str, dict[str, object]]:
    """The first line of the text, and the facts."""
    text = path.with_name("night.txt").read_text()
    return text.splitlines()[0], json.loads(path.with_name("night.json").read_text())


@pytest.fixture
def one_table(portal: PlayedPortal, workbench: Workbench) -> PlayedPortal:
    """A portal that has all there is to fetch: one table; the others are not on it."""
    register = workbench.data / "sources.toml"
    others = rf'(portal_resource_id = )"(?!{resource_of(BOARDS)})[^"]*"'
    register.write_text(re.sub(others, r'\1""', register.read_text()))
    forget()
    return portal


def test_every_night_of_a_week(house: SmallHouse, one_table: PlayedPortal, tmp_path: Path) -> None:
    house.notebook("small", READS)
    house.schedule("notebooks: [{notebook: small, partnerships: [Fife]}]\n")
    night = tmp_path / "night"

    first = house.run(*NIGHTLY, str(night))
    assert first.returncode == 0, first.stderr
    assert "delayed_discharges_by_health_board: release 2026-08-04" in first.stderr
    assert first.stdout.endswith("fife/small.html\n")
    assert summary(night)[0] == "hsci: 1 made, 0 failed, 0 up to date, 0 not begun (exit code 0)"

    idle = house.run(*NIGHTLY, str(night))
    assert (idle.returncode, idle.stdout) == (3, "")
    assert summary(night)[1]["up_to_date"] == ["2024-25/fife/small"]

    corrected = read_table(BOARDS).assign(bed_days=lambda rows: rows["bed_days"] + 1)
    one_table.publish(resource_of(BOARDS), "2025-09_again.csv", SECOND, edition(corrected))
    planned_by = house.run(*NIGHTLY, str(night))
    assert planned_by.returncode == 0, planned_by.stderr
    (log, *_) = sorted((house.reports / ".runs").iterdir())[::-1]
    assert "has the newer release 2026-09-01" in log.read_text()

    one_table.fail("/", *[not_found("x")] * 60)
    away = house.run(*NIGHTLY, str(night))
    assert away.returncode == SourceError.exit_code
    assert summary(night)[1]["exit_code"] == SourceError.exit_code

    house.notebook("small", "raise ValueError('bad')")
    one_table.faults.clear()
    failed = house.run(*NIGHTLY, str(night))
    assert failed.returncode == 16
    said, facts = summary(night)
    assert said == "hsci: 0 made, 1 failed, 0 up to date, 0 not begun (exit code 16)"
    assert "ValueError: bad" in night.with_name("night.txt").read_text()
    assert str(tmp_path) not in json.dumps(facts)


def test_what_is_refused_is_in_the_summary_too(house: SmallHouse, tmp_path: Path) -> None:
    house.schedule("notebooks: [{notebook: smal}]\n")
    refused = house.run("--all", "--notify", str(tmp_path / "night"))
    assert refused.returncode == ParametersError.exit_code
    assert "no notebook called 'smal'" in (tmp_path / "night.txt").read_text()


def test_an_interrupted_run_says_what_it_has_done(house: SmallHouse, tmp_path: Path) -> None:
    house.notebook("small", "import time\ntime.sleep({'fife': 0}.get(partnership, 60))")
    house.schedule("notebooks: [{notebook: small, partnerships: [Fife, Moray]}]\n")
    process = house.start("--all", "--jobs", "1", "--notify", str(tmp_path / "night"))
    assert process.stderr
    assert "fife/small made" in process.stderr.readline()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    facts = summary(tmp_path / "night")[1]
    assert facts["exit_code"] == process.returncode == 130
    assert facts["made"] == ["2024-25/fife/small"]
    assert facts["not_begun"] == ["2024-25/moray/small"]


def test_a_summary_that_cannot_be_written_is_told(house: SmallHouse, tmp_path: Path) -> None:
    house.notebook("small")
    told = house.run("--partnership", "fife", "--notify", str(tmp_path / "none" / "night"))
    assert told.returncode == 16
    assert "night.txt cannot be written: No such file or directory" in told.stderr
    assert house.pages() == {"fife/small"}
