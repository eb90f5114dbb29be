"""A partnership's own series: kept beside what is published, and served to who asks for it."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import hsci_analysis as hsci
from hsci_analysis.cli import commands
from hsci_analysis.errors import SeriesError
from hsci_analysis.folders import ROOT
from hsci_analysis.narrative.data_held import freshness_table, measures_table
from hsci_analysis.sources.releases import forget
from hsci_analysis.tables.revisions import revised_in

KEY, BORDERS = "delayed_discharge_bed_days", "Scottish Borders"
LAYOUT = f"""
title: Delayed discharges, weekly return
publisher: Scottish Borders Health and Social Care Partnership
measure: {KEY}
columns: {{area: Area, period: Month, value: Bed days}}
"""
MONTHS = {"2025-07": "1900", "2025-08": "1,950p", "2025-09": "2000", "2025-10": "*", "2025-11": ""}


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Parameters with the layout, and an empty store."""
    (tmp_path / "imports").mkdir()
    (tmp_path / "imports" / "delays.yaml").write_text(LAYOUT)
    (tmp_path / "defaults.yaml").write_bytes((ROOT / "parameters" / "defaults.yaml").read_bytes())
    monkeypatch.setenv("HSCI_PARAMETERS", str(tmp_path))
    monkeypatch.setenv("HSCI_STORE", str(tmp_path / "store"))
    forget()
    return tmp_path


def imported(folder: Path, months: dict[str, str], *options: str, area: str = BORDERS) -> str:
    rows = "".join(f'{area},{month},"{value}"\n' for month, value in months.items())
    (folder / "delays.csv").write_text(f"Area,Month,Bed days\n{rows}")
    arguments = ["data", "import", str(folder / "delays.csv"), "--layout", "delays", *options]
    done = CliRunner().invoke(commands, arguments)
    return done.output if done.exit_code == 0 else str(done.exception)


def test_it_says_whose_figures_it_served(folders: Path) -> None:
    published = hsci.series(KEY, BORDERS)
    told = imported(folders, MONTHS, "--released", "2025-12-01")
    assert f"own series of {KEY}" in told
    assert "imported as release 2025-12-01-" in told
    own = hsci.own_series(KEY, BORDERS)
    assert own.frame["value"].fillna(-1).to_list() == [1900, 1950, 2000, -1, -1]
    assert own.frame["status"].to_list() == [
        "published",
        "provisional",
        "published",
        "suppressed",
        "not submitted",
    ]
    assert own.frame["upper"].isna().sum() == 2
    assert own.source.publisher == "Scottish Borders Health and Social Care Partnership"
    assert own.measure.title == "Delayed discharge bed days, the partnership's own figures"
    assert own.daily_average().values.iloc[0] == 1900 / 31
    assert hsci.series(KEY, BORDERS).frame.equals(published.frame)
    with pytest.raises(SeriesError, match="no figures of delayed_discharge_bed_days that Fife"):
        hsci.own_series(KEY, "Fife")


def test_it_is_never_set_against_what_is_published(folders: Path) -> None:
    months = {str(month): str(int(n)) for month, n in hsci.series(KEY, BORDERS).values.items()}
    imported(folders, months, "--released", "2025-12-01")
    own = hsci.own_series(KEY, BORDERS)
    changed = hsci.change(own)
    why = "what a partnership keeps itself is not set against published figures"
    assert changed.frame["reason"].to_list()[2:] == [why, why]
    assert changed.year.verdict == hsci.change(hsci.series(KEY, BORDERS)).year.verdict
    with pytest.raises(SeriesError, match="cannot be judged beside"):
        hsci.change(own, scotland=hsci.series(KEY, "Scotland"))
    assert hsci.forecast(own).settings.areas == 1


def test_it_is_listed(folders: Path) -> None:
    imported(folders, MONTHS, "--released", "2025-12-01")
    (listed,) = [row for row in measures_table().rows if "own figures" in row[5]]
    assert listed[0] == KEY
    assert listed[3] == "Scottish Borders Health and Social Care Partnership"
    assert listed[5:] == (f"{BORDERS}, its own figures", "2025-07 to 2025-11", "2025-12-01")
    (status,) = [row for row in freshness_table(date(2026, 1, 15)).rows if row[0] == "own_series"]
    assert status[1:5] == ("2025-12-01", "2025-11", "1 month", KEY)


def test_the_newest_import_counts_whole_and_revisions_are_told(folders: Path) -> None:
    imported(folders, MONTHS, "--released", "2025-12-01")
    imported(folders, {"2025-09": "2200", "2025-10": "2100"}, "--released", "2025-12-08")
    assert hsci.own_series(KEY, BORDERS).values.to_list() == [2200, 2100]
    (revised,) = revised_in("own_series")
    assert revised.large["new"].to_list() == [2200]


@pytest.mark.parametrize(
    ("months", "said"),
    [
        ({"2025-07": "1", "2025-09": "2"}, "Scottish Borders lacks 2025-08: give every month"),
        ({"2024/25": "1"}, "2024/25 is no month"),
        ({"2025-07": "many"}, "neither a number nor one of the known symbols"),
    ],
)
def test_what_makes_no_series_is_refused(folders: Path, months: dict[str, str], said: str) -> None:
    assert said in imported(folders, months, "--released", "2025-12-01")
    with pytest.raises(SeriesError, match="hsci data import"):
        hsci.own_series(KEY, BORDERS)


def test_a_layout_is_of_a_measure_or_of_an_indicator(folders: Path) -> None:
    path = folders / "imports" / "delays.yaml"
    path.write_text(LAYOUT + "fixed: {indicator: NI-19}\n")
    assert "indicator is said more than once" in imported(folders, MONTHS)
    path.write_text(LAYOUT.replace(KEY, "delayed_discharge_beds"))
    assert f"did you mean '{KEY}'" in imported(folders, MONTHS)
