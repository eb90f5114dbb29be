"""Fetching from a portal that behaves and misbehaves: a new release is whole, or is not there."""

import contextlib
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import stamina
from click.testing import CliRunner

from hsci_analysis.areas import partnerships
from hsci_analysis.cli import commands
from hsci_analysis.errors import SourceError, TableError, UnknownNameError
from hsci_analysis.folders import ROOT
from hsci_analysis.indicators.values import indicator_value
from hsci_analysis.measures.series import series
from hsci_analysis.sources import releases, source
from hsci_analysis.sources.portal import Portal
from hsci_analysis.sources.releases import described
from hsci_analysis.tables import fetch as fetching
from hsci_analysis.tables import read_table
from hsci_analysis.tables.fetch import AT_ONCE, TO_FETCH, Outcome, fetch
from hsci_analysis.tables.new_release import A_DAY
from hsci_analysis.tables.snapshot import TABLES
from hsci_analysis.tables.weekly_admissions_by_age_and_sex import AGES
from tests.faults.portal import PlayedPortal, not_found, played_portal, sent, stalled
from tests.unit.tables.as_published import (
    AS_PUBLISHED,
    Workbench,
    boards_as_published,
    councils_as_published,
    last_periods,
)

BOARDS = "delayed_discharges_by_health_board"
COUNCILS = "delayed_discharges_by_council_area"
PEOPLE = "population_estimates"
ATTENDANCES = "accident_and_emergency_attendances"
END_OF_LIFE = "end_of_life_by_partnership"
DOWNLOAD = "/dataset/"
FIRST = "2026-08-04T08:30:15.123456"
SECOND = "2026-09-01T08:30:15"


def resource_of(key: str) -> str:
    return source(key).portal_resource_id


def edition(table: pd.DataFrame, key: str = BOARDS) -> bytes:
    """The file the portal would publish of these delayed discharges."""
    (copy,) = AS_PUBLISHED[key](table)
    published = boards_as_published(copy) if key == BOARDS else councils_as_published(copy)
    return published.to_csv(index=False).encode()


def one_month_later(table: pd.DataFrame) -> pd.DataFrame:
    """The same with a month more, and one figure of an earlier month revised."""
    last = table[table["month"] == table["month"].max()]
    september = last.assign(month=pd.Timestamp("2025-09-01"), bed_days=last["bed_days"] + 1)
    revised = table.assign(bed_days=table["bed_days"].where(table.index != 0, 7_000))
    return pd.concat([revised, september], ignore_index=True)


def by_category(activity: Path) -> bytes:
    """The activity file as it has been since 2024: each row again for the unplanned ones alone."""
    rows = pd.read_csv(activity, dtype="str")
    rows.insert(5, "AttendanceCategory", "All")
    both = pd.concat([rows, rows.assign(AttendanceCategory="Unplanned")])
    return both.sort_values("Month", kind="stable").to_csv(index=False).encode()


@pytest.fixture
def portal(workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> Iterator[PlayedPortal]:
    """A portal that has, of each table of the workbench, a first release newer than ours."""
    monkeypatch.delenv("HSCI_STORE")
    with played_portal() as played, stamina.set_testing(True, attempts=3, cap=True):
        monkeypatch.setenv("HSCI_PORTAL", played.base)
        for key in (BOARDS, COUNCILS):
            content = edition(one_month_later(read_table(key)), key)
            played.publish(resource_of(key), f"2025-09_{key}.csv", FIRST, content)
        people = workbench.file("raw_hscp_pop_est").read_bytes()
        played.publish(resource_of(PEOPLE), "people.csv", FIRST, people)
        activity = by_category(workbench.file("raw_monthly_ae_activity"))
        played.publish(resource_of(ATTENDANCES), "activity.csv", FIRST, activity)
        yield played


def fetched(*keys: str) -> dict[str, Outcome]:
    return {each.key: each for each in fetch(keys, Portal(spacing=0, timeout=(5, 5)))}


def refused(key: str) -> str:
    failure = fetched(key)[key].failure
    assert failure is not None
    return str(failure)


def test_a_new_release_is_read_and_the_old_one_kept(
    workbench: Workbench, portal: PlayedPortal
) -> None:
    before, committed = read_table(BOARDS), source(BOARDS)
    state = workbench.state()
    (outcome,) = fetched(BOARDS).values()
    assert outcome.failure is None
    new = source(BOARDS)
    assert outcome.said == f"release {new.release_name}: 448 rows, 2025-06 to 2025-09"
    assert (new.released, new.rows, new.last_period) == (date(2026, 8, 4), 448, "2025-09")
    assert new.release == f"2025-09_{BOARDS}.csv of 4 August 2026"
    assert new.title == committed.title
    after = read_table(BOARDS)
    assert after["month"].max() == pd.Timestamp("2025-09-01")
    assert after["bed_days"].eq(7_000).sum() == 1
    pd.testing.assert_frame_equal(read_table(BOARDS, as_of=date(2026, 8, 3)), before)
    assert source(BOARDS, as_of=date(2026, 8, 3)) == committed
    assert state.items() <= workbench.state().items()
    added = {Path(name).name for name in workbench.state().keys() - state.keys()}
    assert added == {"table.parquet", "release.toml", "portal.toml"}


def test_a_series_tells_the_release_it_comes_from(portal: PlayedPortal) -> None:
    fetched(BOARDS)
    now = series("delayed_discharge_bed_days", "NHS Borders")
    then = series("delayed_discharge_bed_days", "NHS Borders", as_of=date(2026, 8, 3))
    assert (now.source.released, then.source.released) == (date(2026, 8, 4), date(2025, 10, 9))
    assert len(now.frame) == len(then.frame) + 1


def test_figures_before_the_first_release(portal: PlayedPortal) -> None:
    with pytest.raises(SourceError, match="was public on 2025-10-08; the oldest is of 2025-10-09"):
        read_table(BOARDS, as_of=date(2025, 10, 8))


def test_what_has_not_changed_is_not_downloaded_again(portal: PlayedPortal) -> None:
    fetched(BOARDS)
    assert fetched(BOARDS)[BOARDS].said == "unchanged"
    assert len(portal.downloads()) == 1
    assert len(releases(BOARDS)) == 2


def test_the_same_bytes_under_a_new_date_are_no_new_release(
    workbench: Workbench, portal: PlayedPortal
) -> None:
    for _ in range(2):
        assert fetched(PEOPLE)[PEOPLE].said.startswith("unchanged")
    assert len(portal.downloads()) == 1
    assert releases(PEOPLE) == (source(PEOPLE),)


def test_the_same_table_from_other_bytes_of_the_same_day(
    workbench: Workbench, portal: PlayedPortal
) -> None:
    fetched(BOARDS)
    state = workbench.state()
    name, changed, content = portal.files[resource_of(BOARDS)]
    later = changed.replace("T08", "T09")
    portal.publish(resource_of(BOARDS), name, later, content.replace(b"\n", b"\r\n"))
    assert fetched(BOARDS)[BOARDS].said.startswith("unchanged: the same table as release 2026-08")
    assert workbench.state() == state


def test_a_release_under_another_file_name(workbench: Workbench, portal: PlayedPortal) -> None:
    fetched(BOARDS)
    first, state = source(BOARDS), workbench.state()
    corrected = read_table(BOARDS).assign(bed_days=lambda rows: rows["bed_days"] + 1)
    portal.publish(resource_of(BOARDS), "2025-09b.csv", SECOND, edition(corrected))
    fetched(BOARDS)
    assert [each.file for each in releases(BOARDS)[1:]] == [first.file, "2025-09b.csv"]
    assert source(BOARDS, as_of=date(2026, 8, 31)) == first
    unchanged = {name: content for name, content in state.items() if "portal.toml" not in name}
    assert unchanged.items() <= workbench.state().items()


def test_one_file_for_two_inputs_is_downloaded_once(
    workbench: Workbench, portal: PlayedPortal
) -> None:
    """As fetched, the activity file holds both the attendances and the boards of the sites."""
    before = read_table(ATTENDANCES)
    assert fetched(ATTENDANCES)[ATTENDANCES].failure is None
    assert len(portal.downloads()) == 1
    assert source(ATTENDANCES).released == date(2026, 8, 4)
    pd.testing.assert_frame_equal(read_table(ATTENDANCES), before)


def test_categories_that_do_not_add_up(portal: PlayedPortal) -> None:
    resource = resource_of(ATTENDANCES)
    name, changed, content = portal.files[resource]
    lost = content.replace(b",Unplanned,", b",All,", 1)
    portal.publish(resource, name, changed, lost)
    assert "the total 'All' is not the sum of its parts: 1 of 3 months" in refused(ATTENDANCES)


def test_the_portal_s_layout_by_council_area(portal: PlayedPortal) -> None:
    expected = one_month_later(last_periods(COUNCILS))
    assert fetched(COUNCILS)[COUNCILS].failure is None
    order = ["month", "area_code", "age_group", "reason"]
    expected = expected.sort_values(order, ignore_index=True)
    pd.testing.assert_frame_equal(read_table(COUNCILS), expected)


def test_a_layout_nobody_has_seen_shows_its_differences(portal: PlayedPortal) -> None:
    resource = resource_of(COUNCILS)
    name, changed, content = portal.files[resource]
    portal.publish(resource, name, changed, content.replace(b"MonthOfDelay,CA,", b"Month,CA,"))
    said = refused(COUNCILS)
    assert "column 'MonthOfDelay' is missing" in said
    assert "column 'Month' is not one of this file's columns" in said
    assert "nobody here has seen a file of this layout" in said


def test_an_older_file_than_ours_is_kept_but_not_used(portal: PlayedPortal) -> None:
    resource = resource_of(BOARDS)
    name, _, content = portal.files[resource]
    portal.publish(resource, name, "2019-01-02T03:04:05", content)
    committed = source(BOARDS)
    said = fetched(BOARDS)[BOARDS].said
    assert f"older than {committed.release_name}, which stays in use" in said
    assert source(BOARDS) == committed
    assert source(BOARDS, as_of=date(2019, 1, 2)).rows == 448


def test_a_failure_does_not_stop_the_others(workbench: Workbench, portal: PlayedPortal) -> None:
    portal.fail(f"{DOWNLOAD}d/resource/{resource_of(BOARDS)}", not_found("x"))
    outcomes = fetched(BOARDS, COUNCILS, PEOPLE)
    assert isinstance(outcomes[BOARDS].failure, SourceError)
    assert outcomes[COUNCILS].failure is outcomes[PEOPLE].failure is None
    assert len(releases(BOARDS)) == 1
    assert len(releases(COUNCILS)) == 2
    assert not list((workbench.data / "store").glob(".*"))


@pytest.mark.parametrize("lines", [-3, -40])
def test_a_length_that_lies_is_found_out_by_the_table(
    workbench: Workbench, portal: PlayedPortal, lines: int
) -> None:
    """Cut at the end of a line, with a length that fits: only the table's promises can tell."""
    state = workbench.state()
    content = portal.files[resource_of(BOARDS)][2]
    kept = len(b"".join(content.splitlines(keepends=True)[:lines]))
    portal.fail(DOWNLOAD, sent(200, content, "text/csv", length=kept))
    assert "rows are missing: 1 of 4 months" in refused(BOARDS)
    assert workbench.state() == state


def test_a_release_that_lost_a_month_is_refused(portal: PlayedPortal) -> None:
    portal_has = read_table(BOARDS)
    fetched(BOARDS)
    portal.publish(resource_of(BOARDS), "2025-10.csv", SECOND, edition(portal_has))
    assert "ends with 2025-08; the edition held, with 2025-09" in refused(BOARDS)
    assert source(BOARDS).last_period == "2025-09"


def test_what_is_not_on_the_portal(portal: PlayedPortal) -> None:
    (outcome,) = fetched("benchmarking_framework_indicators").values()
    assert (outcome.said, outcome.failure) == ("not on the portal", None)
    assert portal.asked == []


def held_by_partnership() -> bytes:
    """As its publisher's programs write it: two years of every partnership."""
    header = (
        "FinancialYear,FinancialYearQF,HSCP,PercentageSpentInHomeCommunity,"
        "PercentageSpentInHospital,NumberOfDeaths,TotalLengthOfStay,AverageDaysInCommunity,"
        "AverageDaysInHospital"
    )
    lines = [
        f"{year},{flag},{each.code},89.{at % 10},{11 - at % 10 / 10:.1f},{500 + at},1000,163,20"
        for year, flag in (("2023/24", ""), ("2024/25", "p"))
        for at, each in enumerate(partnerships())
    ]
    return "\n".join([header, *lines, ""]).encode()


def test_a_source_never_held_is_imported_as_described(portal: PlayedPortal) -> None:
    """NI-15 by partnership, from then on in its table."""
    portal.publish(
        described(END_OF_LIFE).portal_resource_id, "eol.csv", FIRST, held_by_partnership()
    )
    assert indicator_value("NI-15", "Aberdeenshire", "2023/24").figure is None
    (outcome,) = fetched(END_OF_LIFE).values()
    assert outcome.failure is None
    assert outcome.said.endswith("62 rows, 2023/24 to 2024/25")
    cell = indicator_value("NI-15", "Aberdeenshire", "2024/25").figure
    assert cell is not None
    assert (cell.value, cell.standing) == (89.1, "provisional")
    assert cell.release == "eol.csv of 4 August 2026"
    before = indicator_value("NI-15", "Aberdeenshire", "2024/25", as_of=date(2026, 8, 3))
    assert before.figure is None


def test_a_source_never_held_that_differs_is_shown_and_not_kept(portal: PlayedPortal) -> None:
    changed = held_by_partnership().replace(b"HSCP,", b"HSCP2019,", 1)
    portal.publish(described(END_OF_LIFE).portal_resource_id, "eol.csv", FIRST, changed)
    said = refused(END_OF_LIFE)
    assert "column 'HSCP' is missing" in said
    assert "column 'HSCP2019' is not one of this file's columns" in said
    assert "nobody here has seen a file of this layout" in said
    assert releases(END_OF_LIFE) == ()


def test_what_no_measure_needs_yet_is_kept_as_published(portal: PlayedPortal) -> None:
    ages = b"AgeGroup,Sex,EuropeanStandardPopulation\n0-4 years,Male,5000\n0-4 years,Female,5000\n"
    portal.publish(described("standard_populations").portal_resource_id, "a.csv", FIRST, ages)
    assert fetched("standard_populations")["standard_populations"].failure is None
    assert read_table("standard_populations")["EuropeanStandardPopulation"].to_list() == [
        "5000",
        "5000",
    ]
    portal.publish(
        described("standard_populations").portal_resource_id, "b.csv", SECOND, ages + ages[40:]
    )
    assert "not the only one for AgeGroup, Sex" in refused("standard_populations")


def test_admissions_by_age_and_sex_of_partnerships_once_fetched(portal: PlayedPortal) -> None:
    key = "weekly_admissions_by_partnership_age_and_sex"
    rows = pd.read_parquet(ROOT / "data" / "snapshot" / "weekly_admissions_by_health_board.parquet")
    week = rows[rows["week_ending"] == rows["week_ending"].max()].dropna(subset="admissions")
    ages = {ours: theirs for theirs, ours in AGES.items()} | {"all": "All ages"}
    fife = week[week["area_code"] == "S08000029"]
    parts = pd.DataFrame(
        {
            "WeekEnding": fife["week_ending"].dt.strftime("%Y%m%d"),
            "HSCP": "S37000032",
            "AgeGroup": fife["age_group"].map(ages),
            "AgeGroupQF": (fife["age_group"] == "all").map({True: "d", False: ""}),
            "Sex": fife["sex"].str.title(),
            "SexQF": (fife["sex"] == "all").map({True: "d", False: ""}),
            "AdmissionType": fife["admission_type"].str.title(),
            "AdmissionTypeQF": "",
            "NumberAdmissions": fife["admissions"],
            "Average20182019": fife["admissions"].astype("float64"),
            "PercentVariation": 0,
        }
    ).sort_values("AdmissionType", kind="stable")
    portal.publish(
        described(key).portal_resource_id, "a.csv", FIRST, parts.to_csv(index=False).encode()
    )
    outcome = fetched(key)[key]
    assert outcome.failure is None, outcome.failure
    old = series("emergency_admissions", "Fife", age_group="85+").frame.iloc[0]
    of_board = fife[(fife["age_group"] == "85+") & (fife["admission_type"] == "emergency")]
    assert old["value"] == of_board["admissions"].item()
    moray = series("emergency_admissions", "Moray", sex="male").frame.iloc[0]
    assert (moray["status"], moray["upper"]) == ("suppressed", 4)


def test_two_files_of_one_name_do_not_take_each_other_s_place(
    workbench: Workbench, portal: PlayedPortal
) -> None:
    before = read_table("geography_codes")
    for each, file in zip(
        source("geography_codes").inputs, ("raw_ca11_ca19", "raw_hb14_hb19"), strict=True
    ):
        content = workbench.file(file).read_bytes().replace(b"\n", b"\r\n")
        portal.publish(each.portal_resource_id, "codes.csv", FIRST, content)
    outcome = fetched("geography_codes")["geography_codes"]
    assert outcome.failure is None
    assert len(portal.downloads()) == 2
    pd.testing.assert_frame_equal(read_table("geography_codes"), before)


def test_whoever_stops_listening_does_not_wait_for_the_rest(portal: PlayedPortal) -> None:
    portal.seconds_to_answer = 0.2
    outcomes = fetch((), Portal(spacing=0, timeout=(5, 5)))
    assert next(outcomes)
    outcomes.close()
    assert len(portal.asked) < len(TABLES)


def test_a_note_of_the_portal_that_was_damaged_is_named(
    workbench: Workbench, portal: PlayedPortal
) -> None:
    fetched(BOARDS)
    (workbench.data / "store" / BOARDS / "portal.toml").write_text("[")
    assert "portal.toml cannot be read" in refused(BOARDS)


def test_an_unknown_table_is_refused_before_anything_is_asked(portal: PlayedPortal) -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'population_estimates'"):
        fetched(PEOPLE, "population_estimate")
    assert portal.asked == []


def test_a_stored_table_or_its_facts_changed_by_hand(
    workbench: Workbench, portal: PlayedPortal
) -> None:
    fetched(BOARDS)
    home = workbench.data / "store" / BOARDS / source(BOARDS).release_name
    shutil.copy(workbench.data / "snapshot" / f"{COUNCILS}.parquet", home / "table.parquet")
    with pytest.raises(TableError, match=r"delete .* and run: hsci data fetch"):
        read_table(BOARDS)
    (home / "release.toml").write_text("rows = 1\n")
    copy = workbench.data.parent / "copy"
    shutil.copytree(workbench.data, copy)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HSCI_DATA", str(copy))
        with pytest.raises(SourceError, match="cannot be read as a release: 'inputs'; delete"):
            read_table(BOARDS)


def test_a_few_downloads_at_once(portal: PlayedPortal) -> None:
    portal.seconds_to_answer = 0.3
    fetched(BOARDS, COUNCILS, PEOPLE, ATTENDANCES, "geography_codes", "population_by_council_area")
    assert portal.most_at_once == AT_ONCE == 4


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "hsci_analysis", "data", *arguments]


def test_a_fetch_that_is_killed_leaves_no_release(
    workbench: Workbench, portal: PlayedPortal
) -> None:
    state = workbench.state()
    portal.fail(DOWNLOAD, stalled(portal.files[resource_of(COUNCILS)][2][:70_000]))
    process = subprocess.Popen(command("fetch", COUNCILS))
    store = workbench.data / "store"
    waited = time.monotonic() + 30
    while not any(file.stat().st_size for file in store.rglob("*.csv")):
        assert time.monotonic() < waited
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    kept = {name for name in workbench.state() if ".fetching-" not in name}
    assert kept == state.keys()
    assert len(releases(COUNCILS)) == 1

    (left,) = store.glob(".fetching-*")
    os.utime(left, (0, time.time() - A_DAY - 60))
    assert fetched(COUNCILS)[COUNCILS].failure is None
    assert not list(store.glob(".*"))
    assert len(releases(COUNCILS)) == 2


def test_plain_lines_and_the_worst_exit_code(workbench: Workbench, portal: PlayedPortal) -> None:
    portal.publish(resource_of(COUNCILS), "empty.csv", FIRST, b"")
    portal.files.pop(resource_of(PEOPLE))
    portal.fail("/api/", sent(503, b"", "text/plain"))
    told = subprocess.run(
        command("fetch", BOARDS, COUNCILS, PEOPLE), capture_output=True, text=True, check=False
    )
    assert told.returncode == TableError.exit_code > SourceError.exit_code
    first, second, third = sorted(told.stdout.splitlines())
    assert first == f"{COUNCILS}: failed"
    assert second.startswith(f"{BOARDS}: release 2026-08-04-")
    assert third == f"{PEOPLE}: failed"
    assert "empty.csv: the file is empty" in told.stderr
    assert "Not found: Resource" in told.stderr
    assert told.stderr.count("hsci: ") == 2
    assert not any(word in told.stderr for word in ("Traceback", "stamina", "retry"))


def test_what_was_never_held_and_differs_fails_the_command_only_by_its_name(
    portal: PlayedPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = [each for each in TO_FETCH if each.key in (BOARDS, "localities")]
    monkeypatch.setattr(fetching, "TO_FETCH", few)
    portal.publish(described("localities").portal_resource_id, "a.csv", FIRST, b"DataZone\nS01\n")
    for named, code in (((), 0), (("localities",), TableError.exit_code)):
        told = CliRunner().invoke(commands, ["data", "fetch", *named])
        assert told.exit_code == code
        assert "localities: failed" in told.stdout
        assert "the first line is not the header DataZone, SubHSCPName" in told.stderr
    assert len(releases(BOARDS)) == 2


def test_a_terminal_shows_how_far_it_is(portal: PlayedPortal) -> None:
    ours, its = pty.openpty()
    process = subprocess.Popen(command("fetch", BOARDS), stdout=its, stderr=its)
    os.close(its)
    shown = b""
    with contextlib.suppress(OSError):  # how Linux tells the end of a terminal
        while part := os.read(ours, 4096):
            shown += part
    os.close(ours)
    assert process.wait() == 0
    assert b"Fetching" in shown
    assert b": release 2026-08-04-" in shown
