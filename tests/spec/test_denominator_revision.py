"""The worked example of a revised denominator: NI-19 of the Scottish Borders in 2022/23.

The Improvement Service published 1,364.4 in March 2024, on the estimate of mid-2021 copied forward;
on that of mid-2022 it is 1,252.3. The days are the same: nothing changed in care.
"""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from hsci_analysis.areas import find_partnership
from hsci_analysis.folders import data_folder
from hsci_analysis.indicators.values import indicator_value
from hsci_analysis.sources import source
from hsci_analysis.sources.register import register_file, updated_register
from hsci_analysis.sources.releases import forget, table_file, written
from hsci_analysis.tables import read_table
from hsci_analysis.tables.population_by_council_area import TABLE
from hsci_analysis.tables.revisions import revisions
from hsci_analysis.tables.snapshot import Imported, write_table

PUBLISHED_IN_MARCH_2024 = 13_237
(BORDERS,) = find_partnership("Scottish Borders").council_areas
MARCH_2024 = date(2024, 3, 31)


@pytest.fixture
def estimates_of_2025(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pd.DataFrame:
    """Later estimates, and a data folder as of March 2024, that has none later than of mid-2021."""
    shutil.copytree(data_folder(), tmp_path / "data", ignore=shutil.ignore_patterns("store"))
    people, now = read_table(TABLE.key), source(TABLE.key)
    monkeypatch.setenv("HSCI_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("HSCI_STORE")
    older = people[people["year"] <= 2021].reset_index(drop=True)
    cell = (older["year"] == 2021) & (older["area_code"] == BORDERS) & (older["age_group"] == "75+")
    older["people"] = older["people"].mask(cell, PUBLISHED_IN_MARCH_2024)
    imported = Imported(older, tuple(each.sha256 for each in now.inputs), ())
    measured = write_table(TABLE, imported, table_file(source(TABLE.key)))
    register = updated_register({TABLE.key: measured})
    register = register.replace(f"released = {now.released}", f"released = {MARCH_2024}")
    register_file().write_text(register)
    forget()
    return people


def fetch_later(estimates: pd.DataFrame) -> None:
    """Put a release of January 2025 beside the older one, as a fetch does."""
    whole = data_folder() / "fetched.parquet"
    measured = write_table(TABLE, Imported(estimates, ("0" * 64,), ()), whole)
    fetched = datetime(2025, 1, 29, tzinfo=UTC)
    older = source(TABLE.key)
    release = replace(
        older,
        inputs=tuple(replace(each, last_modified=fetched) for each in older.inputs),
        released=fetched.date(),
        fetched=fetched,
        rows=measured.rows,
        last_period=measured.last_period,
        table_sha256=measured.table_sha256,
    )
    table_file(release).parent.mkdir(parents=True)
    whole.rename(table_file(release))
    table_file(release).with_name("release.toml").write_text(written(release))
    forget()


def test_the_same_days_among_fewer_people_and_then_among_more(
    estimates_of_2025: pd.DataFrame,
) -> None:
    then = indicator_value("NI-19", "Scottish Borders", "2022/23").figure
    assert then is not None
    assert (then.numerator, then.denominator) == (18_061, PUBLISHED_IN_MARCH_2024)
    assert then.value == pytest.approx(1_364.4, abs=0.05)
    assert then.denominator_vintage.startswith("mid-2021 estimate (")

    before = read_table(TABLE.key)
    fetch_later(estimates_of_2025)
    now = indicator_value("NI-19", "Scottish Borders", "2022/23").figure
    assert now is not None
    assert (now.numerator, now.denominator) == (18_061, 14_422)
    assert now.value == pytest.approx(1_252.3, abs=0.05)
    assert now.denominator_vintage.startswith("mid-2022 estimate (")
    assert now.value / then.value - 1 == pytest.approx(-0.082, abs=0.0005)

    pd.testing.assert_frame_equal(read_table(TABLE.key, as_of=date(2025, 1, 28)), before)
    revised = revisions(before, estimates_of_2025, list(TABLE.contract.unique))
    assert revised["area_code"].to_list() == [BORDERS]
    assert revised["old"].to_list() == [PUBLISHED_IN_MARCH_2024]
