"""The likely reason of a revised figure: that of what was revised of its own area and period."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from hsci_analysis.areas import find_partnership
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.review.differences import differences
from hsci_analysis.review.reasons import likely_reason
from hsci_analysis.sources import source
from hsci_analysis.sources.releases import forget, table_file, written
from hsci_analysis.tables import read_table
from hsci_analysis.tables.delayed_discharges import BY_COUNCIL_AREA
from hsci_analysis.tables.snapshot import Imported, write_table
from tests.made_reports import TABLE, level, record

NEWER = datetime(2026, 8, 4, tzinfo=UTC)


@pytest.fixture
def releases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """Two releases; in the newer one month of Fife's moved in 2025, one of Moray's in 2017."""
    monkeypatch.setenv("HSCI_STORE", str(tmp_path / "store"))
    forget()
    rows, committed = read_table(TABLE).copy(), source(TABLE)
    for slug, month in (("fife", "2025-01-01"), ("moray", "2017-05-01")):
        (council,) = find_partnership(slug).council_areas
        of = (rows["area_code"] == council) & (rows["month"] == pd.Timestamp(month))
        rows.loc[of[of].index[0], "bed_days"] += 500
    path = tmp_path / "table.parquet"
    measured = write_table(BY_COUNCIL_AREA, Imported(rows, (), ()), path)
    inputs = tuple(replace(each, last_modified=NEWER) for each in committed.inputs)
    newer = replace(
        committed,
        inputs=inputs,
        released=NEWER.date(),
        fetched=NEWER,
        table_sha256=measured.table_sha256,
    )
    table_file(newer).parent.mkdir(parents=True)
    path.rename(table_file(newer))
    table_file(newer).with_name("release.toml").write_text(written(newer))
    forget()
    yield committed.release_name, newer.release_name
    forget()


def told(releases: tuple[str, str], area: str) -> str:
    """What is told of a figure of the area that was revised between the two releases."""
    was, now = (
        {each["id"]: each for each in json.loads(Ledger((finding,)).to_json())["findings"]}
        for finding in (level(1.0, area), level(2.0, area))
    )
    (revised,) = differences(was, now)
    before, after = (
        record("small", ()) | {"inputs": {"tables": [{"table": TABLE, "release_name": name}]}}
        for name in releases
    )
    return likely_reason(revised, before, after)


@pytest.mark.parametrize(
    ("area", "reason"), [("fife", "late records"), ("moray", "not known"), ("angus", "not known")]
)
def test_the_reason_is_that_of_its_own_area(
    releases: tuple[str, str], area: str, reason: str
) -> None:
    of = f"{TABLE}, release {releases[0]} before, {releases[1]} now"
    assert told(releases, area) == f"{reason} ({of})"


def test_a_note_by_a_person_stands_beside_the_likely_reason(
    releases: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HSCI_PARAMETERS", str(tmp_path))
    notes = tmp_path / "revisions.yaml"
    note = f"table: {TABLE}, before: '{releases[0]}', after: '{releases[1]}', area: Fife"
    notes.write_text(f"notes: [{{{note}, note: A ward was late., by: A. Analyst}}]\n")
    assert told(releases, "fife").endswith(" now); noted by A. Analyst: “A ward was late.”")
    assert "noted" not in told(releases, "moray")
    notes.write_text("notes: [torn")
    assert "; notes cannot be read: " in told(releases, "fife")
