"""Rebuilding the snapshot: the same files give the same bytes, in every layout they come in."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from hsci_analysis.errors import SourceError, TableError, UnknownNameError
from hsci_analysis.folders import data_folder
from hsci_analysis.sources import register, source
from hsci_analysis.tables import read_table
from hsci_analysis.tables.delayed_discharges import BY_HEALTH_BOARD
from hsci_analysis.tables.snapshot import build_snapshot, import_table
from tests.unit.tables.as_published import (
    AS_PUBLISHED,
    Workbench,
    boards_as_published,
    build,
    data_without_tables,
    last_periods,
    new_editions,
)

BOARDS = "delayed_discharge_beddays_health_board"


def test_the_published_files_give_the_committed_bytes(
    published_figures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    committed = data_folder()
    shutil.copytree(committed / "reference", tmp_path / "reference")
    shutil.copy(committed / "sources.toml", tmp_path)
    monkeypatch.setenv("HSCI_DATA", str(tmp_path))
    entries = build_snapshot(published_figures)
    rebuilt = {path.name: path.read_bytes() for path in (tmp_path / "snapshot").iterdir()}
    expected = {path.name: path.read_bytes() for path in (committed / "snapshot").iterdir()}
    assert rebuilt == expected
    assert (tmp_path / "sources.toml").read_bytes() == (committed / "sources.toml").read_bytes()
    assert {f"{entry.key}.parquet" for entry in entries} == set(expected)


def test_the_snapshot_is_small() -> None:
    sizes = [path.stat().st_size for path in (data_folder() / "snapshot").iterdir()]
    assert sum(sizes) < 3_000_000


def test_a_first_import_gives_the_rows_we_hold(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Real figures there and back: totals, flags and left-out rows are made and taken away."""
    imported = {key: read_table(key) for key in AS_PUBLISHED}
    monkeypatch.delenv("HSCI_DATA")
    for key, rows in imported.items():
        pd.testing.assert_frame_equal(rows, last_periods(key))


def test_line_ends_and_a_byte_order_mark_change_nothing(workbench: Workbench) -> None:
    before = {key: source(key).table_sha256 for key in AS_PUBLISHED}
    for path in workbench.published.rglob("*.csv"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\r\n"))
    new_editions(workbench.data)
    build(workbench.published)
    assert {key: source(key).table_sha256 for key in AS_PUBLISHED} == before


def test_retired_codes_are_read_as_those_in_force(workbench: Workbench) -> None:
    path = workbench.file(BOARDS)
    before = read_table(BY_HEALTH_BOARD.key)
    text = path.read_text()
    for retired, current in (("S08000021", "S08000031"), ("S08000018", "S08000029")):
        text = text.replace(current, retired)
    path.write_text(text)
    new_editions(workbench.data)
    pd.testing.assert_frame_equal(
        import_table(BY_HEALTH_BOARD, workbench.published, register()[BY_HEALTH_BOARD.key]).rows,
        before,
    )


def test_a_site_under_two_names_is_added(workbench: Workbench) -> None:
    key = "accident_and_emergency_attendances"
    before = source(key).table_sha256
    path = workbench.file("ae_monthly_hospital")
    header, first, *others = path.read_text().splitlines()
    site, name, month, attendances, within, over = first.split(",")
    older = f"{site},Older name,{month},{int(attendances) - 9},{int(within) - 9},{over}"
    path.write_text("\n".join([header, f"{site},{name},{month},9,9,0", older, *others, ""]))
    new_editions(workbench.data)
    build(workbench.published)
    assert source(key).table_sha256 == before


def _as_portal_gives_it(workbench: Workbench) -> pd.DataFrame:
    return boards_as_published(pd.read_csv(workbench.file(BOARDS)))


def test_the_portal_s_own_layout_gives_the_same_table(workbench: Workbench) -> None:
    before = source(BY_HEALTH_BOARD.key).table_sha256
    _as_portal_gives_it(workbench).to_csv(workbench.file(BOARDS), index=False)
    new_editions(workbench.data)
    build(workbench.published)
    assert source(BY_HEALTH_BOARD.key).table_sha256 == before


@pytest.mark.parametrize(
    ("flag", "column", "value", "put", "total"),
    [
        ("HBTQF", "HBT", "S08000015", "d", "S92000003"),
        ("HBTQF", "HBT", "S92000003", "", "S92000003"),
        ("AgeGroupQF", "AgeGroup", "75plus", "d", "18plus"),
        ("AgeGroupQF", "AgeGroup", "18plus", "", "18plus"),
        ("ReasonForDelayQF", "ReasonForDelay", "Code 9 AWI", "d", "All Delay Reasons"),
    ],
)
def test_a_derived_flag_where_no_total_is_known_to_be(
    workbench: Workbench, flag: str, column: str, value: str, put: str, total: str
) -> None:
    published = _as_portal_gives_it(workbench)
    flagged = published[column] == value
    published.loc[flagged, flag] = put
    published.to_csv(workbench.file(BOARDS), index=False)
    (broken,) = import_table(
        BY_HEALTH_BOARD, workbench.published, register()[BY_HEALTH_BOARD.key]
    ).broken
    expected = f"{flagged.sum()} rows are not flagged 'd' (derived) in {flag} exactly where"
    assert broken.endswith(f"{expected} '{total}' stands")


def test_the_portal_s_edition_of_may_2023(
    published_figures: Path, workbench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Published two years apart in two layouts; every figure both have is the same."""
    folder = published_figures / "delayed_discharges"
    monkeypatch.setenv("HSCI_DATA", str(data_without_tables(workbench.data, tmp_path / "fresh")))
    editions = []
    for name in (
        "raw_delayed-discharge-beddays-health-board_201607_202305.csv",
        "delayed_discharge_beddays_health_board_201607_202508.csv",
    ):
        shutil.copy(folder / name, workbench.file(BOARDS))
        imported = import_table(
            BY_HEALTH_BOARD, workbench.published, register()[BY_HEALTH_BOARD.key]
        )
        assert imported.broken == ()
        editions.append(imported.rows)
    earlier, later = editions
    pd.testing.assert_frame_equal(earlier, later[later["month"] <= "2023-05-01"])


def test_a_later_edition_adds_a_period(
    workbench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbench.file(BOARDS)
    whole = path.read_text()
    path.write_text("".join(line for line in whole.splitlines(True) if "2025-08-01" not in line))
    fresh = data_without_tables(workbench.data, tmp_path / "fresh")
    monkeypatch.setenv("HSCI_DATA", str(fresh))
    (entry,) = build_snapshot(workbench.published, [BY_HEALTH_BOARD])
    assert (entry.rows, entry.last_period) == (224, "2025-07")
    path.write_text(whole)
    new_editions(fresh)
    (entry,) = build_snapshot(workbench.published, [BY_HEALTH_BOARD])
    assert (entry.rows, entry.first_period, entry.last_period) == (336, "2025-06", "2025-08")
    assert len(read_table(BY_HEALTH_BOARD.key)) == 336


def test_a_table_that_breaks_its_own_contract(workbench: Workbench) -> None:
    """What every file promises may hold, and the table still not be what it says it is."""
    for name in ("ae_monthly_hospital", "raw_monthly_ae_activity"):
        path = workbench.file(name)
        path.write_text(path.read_text().replace("A101H", "A101"))
    with pytest.raises(TableError, match=r"column 'site': 3 rows are not .*\[A-Z\]"):
        build(workbench.published)


def test_a_register_that_does_not_fit_the_description(workbench: Workbench) -> None:
    path = workbench.data / "sources.toml"
    text = path.read_text(encoding="utf-8")
    entry = "[[delayed_discharges_by_health_board.inputs]]\n"
    extra = entry + 'file = "x.csv"\nportal_resource_id = ""\nrelease = ""\n\n'
    path.write_text(text.replace(entry, extra + entry), encoding="utf-8")
    with pytest.raises(SourceError, match="lists 2 inputs of 'delayed_discharges_by_health_board'"):
        import_table(BY_HEALTH_BOARD, workbench.published, register()[BY_HEALTH_BOARD.key])


def test_a_table_that_is_not_the_registered_one(workbench: Workbench) -> None:
    snapshot = workbench.data / "snapshot"
    table = snapshot / "delayed_discharges_by_health_board.parquet"
    shutil.copy(snapshot / "delayed_discharges_by_council_area.parquet", table)
    with pytest.raises(TableError, match="its hash is not the one noted when it was written"):
        read_table(BY_HEALTH_BOARD.key)
    table.unlink()
    with pytest.raises(TableError, match="run: hsci data snapshot --from DIR"):
        read_table(BY_HEALTH_BOARD.key)


def test_an_unknown_table() -> None:
    with pytest.raises(UnknownNameError, match="population_estimates"):
        read_table("population_estimate")
