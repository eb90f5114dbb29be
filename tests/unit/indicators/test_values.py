"""Any of the 29, for any area and year: a figure with its source, or a cell that says why not."""

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from hsci_analysis.areas import SCOTLAND, council_areas, find_area, partnerships
from hsci_analysis.errors import FindingError, ParametersError, SeriesError, UnknownNameError
from hsci_analysis.folders import data_folder
from hsci_analysis.indicators import published
from hsci_analysis.indicators.delayed_discharges import OF_NO_KNOWN_AREA
from hsci_analysis.indicators.nothing import EmptyCell, Reason
from hsci_analysis.indicators.period_rule import resolve
from hsci_analysis.indicators.registry import INDICATORS, RELATED, find_indicator
from hsci_analysis.indicators.six_year_table import six_year_table
from hsci_analysis.indicators.value import FilledCell, IndicatorValue, Standing
from hsci_analysis.indicators.values import (
    TIDY_COLUMNS,
    complete_to,
    indicator_value,
    tidy_indicators,
)
from hsci_analysis.measures.intervals import IntervalMethod
from hsci_analysis.periods import CalendarYear, FinancialYear, Month
from hsci_analysis.sources import register, source
from hsci_analysis.sources.register import register_file
from hsci_analysis.tables import read_table

EVERYWHERE = (*partnerships(), *council_areas(), SCOTLAND)


def _reason(indicator: str, area: str, year: str) -> Reason:
    cell = indicator_value(indicator, area, year).cell
    assert isinstance(cell, EmptyCell)
    return cell.reason


@pytest.mark.parametrize("indicator", ["NI-19", "MSG-4"])
@pytest.mark.parametrize("year", ["2017/18", "2020/21", "2024/25"])
def test_delays_are_computed_everywhere(indicator: str, year: str) -> None:
    for area in EVERYWHERE:
        figure = indicator_value(indicator, area, year).figure
        assert figure is not None
        assert figure.value > 0
        assert figure.lower is None


def test_a_rate_on_an_estimate_copied_forward_is_provisional_and_says_which() -> None:
    figure = indicator_value("NI-19", "fife", "2024/25").figure
    assert figure is not None
    assert figure.standing is Standing.PROVISIONAL
    assert figure.denominator_vintage.startswith("mid-2023 estimate (")
    assert figure.notes == ("For 2024/25 the mid-2023 estimate is used: no later one is held.",)
    assert figure.denominator == 38_334
    earlier = indicator_value("NI-19", "fife", "2023/24").figure
    assert earlier is not None
    assert earlier.standing is Standing.COMPUTED
    assert earlier.notes == ()


@pytest.mark.parametrize("indicator", ["NI-19", "MSG-4"])
def test_the_figure_of_scotland_alone_includes_people_of_no_known_council_area(
    indicator: str,
) -> None:
    scotland = indicator_value(indicator, SCOTLAND, "2022/23").figure
    assert scotland is not None
    assert scotland.notes == (OF_NO_KNOWN_AREA,)
    councils = [indicator_value(indicator, area, "2022/23").figure for area in council_areas()]
    assert scotland.numerator > sum(each.numerator for each in councils if each)
    assert not any(each.notes for each in councils if each)
    assert OF_NO_KNOWN_AREA in six_year_table(SCOTLAND, "2022/23").row(indicator).footnotes


@pytest.mark.parametrize(
    ("indicator", "area", "year", "reason"),
    [
        ("NI-19", "fife", "2016/17", Reason.NOT_COMPARABLE),
        ("MSG-4", "fife", "2016/17", Reason.NOT_COMPARABLE),
        ("NI-19", "fife", "2025/26", Reason.INCOMPLETE),
        ("MSG-4", "fife", "2026/27", Reason.NOT_YET_AVAILABLE),
        ("NI-2", "fife", "2020/21", Reason.NO_SURVEY),
        ("NI-2", "fife", "2023/24", Reason.NOT_SUPPLIED),
        ("NI-2", "Clackmannanshire and Stirling", "2021/22", Reason.NOT_SUPPLIED),
        ("NI-14", "fife", "2014/15", Reason.NOT_SUPPLIED),
        ("NI-20", "fife", "2015/16", Reason.NOT_PUBLISHED),
        ("NI-20", "fife", "2016/17", Reason.NOT_SUPPLIED),
        ("NI-20", "fife", "2020/21", Reason.NOT_PUBLISHED),
        ("NI-10", "fife", "2024/25", Reason.NOT_PUBLISHED),
    ],
)
def test_where_there_is_no_figure_the_cell_says_why(
    indicator: str, area: str, year: str, reason: Reason
) -> None:
    assert _reason(indicator, area, year) is reason


@pytest.mark.parametrize("key", ["NI-17", "NI-1", "NI-12", "NI-11", "NI-18", "MSG-1"])
def test_a_figure_counts_as_published_once_a_release_that_must_have_it_has_passed(key: str) -> None:
    """Of 2025/26: in July 2026 what needs no completing, surveys included, else in July 2027."""
    first = date(2026 if key in ("NI-17", "NI-1") else 2027, 7, 31)
    indicator, fife = find_indicator(key), find_area("fife")
    period = resolve(indicator, FinancialYear(2025), None).period
    assert not isinstance(period, EmptyCell)
    before = published.published_figure(indicator, fife, period, first - timedelta(days=1))
    assert isinstance(before, EmptyCell)
    assert before.reason is Reason.NOT_YET_AVAILABLE
    assert before.words == (
        f"not held here, and not sure to have been published by 30 July {first.year}"
    )
    by_then = published.published_figure(indicator, fife, period, first)
    assert isinstance(by_then, EmptyCell)
    assert by_then.reason is Reason.NOT_SUPPLIED


def test_what_was_published_is_known_to_the_day_of_the_newest_figures_held() -> None:
    assert published.newest_release() == max(
        each.released for each in register().values() if each.held
    )
    by = published.newest_release().strftime("%B %Y")
    assert indicator_value("MSG-6", "fife", "2030/31").reason.endswith(by)


def test_records_of_one_indicator_say_nothing_of_another() -> None:
    assert complete_to(find_indicator("NI-19")) == Month.parse(
        source("delayed_discharges_by_council_area").last_period
    )
    assert complete_to(find_indicator("NI-12")) is None


def test_a_cell_names_the_workbook_that_has_its_figure_and_asks_for_nothing_impossible() -> None:
    assert indicator_value("NI-13", "fife", "2022/23").reason == (
        "published but not supplied: not held here; the core suite workbook of Public Health "
        "Scotland has it"
    )
    told = indicator_value("MSG-2", "fife", "2022/23").reason
    assert "management information" in told
    assert told.endswith("the MSG workbook of Public Health Scotland has it")
    every = tidy_indicators(partnerships(), "2024/25")["reason"]
    assert not every.str.contains("import").any()


def test_no_reason_is_said_twice() -> None:
    for told in tidy_indicators([SCOTLAND], "2024/25")["reason"]:
        name, _, words = told.partition(": ")
        assert not name or not words.startswith(name)


def test_a_partnership_of_two_councils_has_no_figure_made_of_two_rates() -> None:
    told = indicator_value("NI-2", "Clackmannanshire and Stirling", "2019/20").reason
    assert "cannot be put together without numerators and denominators" in told
    assert indicator_value("NI-2", "S12000030", "2019/20").value == pytest.approx(70.8, abs=0.05)


def test_readmissions_of_a_partnership_of_two_councils_come_from_the_counts_of_both() -> None:
    """(1,121 + 1,583) of (7,746 + 12,534) discharges; the mean of the two rates is 135.5."""
    figure = indicator_value("NI-14", "Clackmannanshire and Stirling", "2022/23").figure
    assert figure is not None
    assert figure.value == pytest.approx(2_704 / 20_280 * 1_000, abs=0.05)
    assert figure.standing is Standing.COMPUTED
    assert "both council areas" in figure.source


@pytest.mark.parametrize(
    ("key", "area", "year", "value", "release"),
    [
        ("NI-2", "Scottish Borders", "2021/22", 73.1, "March 2024"),
        ("NI-3", "Scotland", "2021/22", 70.6, "March 2024"),
        ("NI-7", "Orkney Islands", "2021/22", 80.7, "March 2024"),
        ("NI-8", "Western Isles", "2021/22", 41.2, "March 2024"),
        ("NI-8", "Western Isles", "2019/20", 39.4, "January 2022"),
        ("NI-14", "Falkirk", "2018/19", 118.1, "March 2024"),
        ("NI-14", "Falkirk", "2019/20", 151.7, "March 2024"),
        ("NI-14", "Scottish Borders", "2022/23", 113.8, "March 2024"),
        ("NI-17", "Glasgow City", "2022/23", 82.0, "March 2024"),
        ("NI-17", "Scotland", "2021/22", 75.8, "March 2024"),
        ("NI-11", "Scotland", "2021/22", 465.9, "5 March 2025"),
        ("NI-11", "Scottish Borders", "2015/16", 391.3, "5 March 2025"),
    ],
)
def test_published_figures_as_printed(
    key: str, area: str, year: str, value: float, release: str
) -> None:
    figure = indicator_value(key, area, year).figure
    assert figure is not None
    assert figure.value == pytest.approx(value, abs=0.05)
    assert figure.release.startswith(release)


def test_the_published_figures_kept_by_hand_are_whole_and_of_one_edition_a_series() -> None:
    kept = pd.read_csv(published.reference_file(), dtype=published.TYPES)
    key = published.KEY
    assert not kept.duplicated(key).any()
    assert kept.drop(columns=["numerator", "denominator"]).notna().all(axis=None)
    codes = {area.code for area in (*council_areas(), SCOTLAND)}
    assert all(codes <= set(areas) for _, areas in kept.groupby(key[:2])["area_code"])
    # The earlier edition gives no figure that the later one gives too, and none of readmissions.
    earlier = read_table(published.TABLE)[["figure", "year", "area_code"]].set_axis(key, axis=1)
    shared = kept.merge(earlier, on=key)
    assert set(shared["indicator"]) == {"NI-14"} == {published.REVISED_SINCE}
    assert set(kept.loc[kept["indicator"] == "NI-14", "release"].str[:10]) == {"March 2024"}


def test_a_published_rate_is_its_counts_to_the_decimal_it_is_printed_with() -> None:
    kept = pd.read_csv(published.reference_file(), dtype=published.TYPES)
    counted = kept[kept["numerator"].notna()]
    assert set(counted["indicator"]) == {"NI-14"}
    assert len(counted) == 11
    assert counted["denominator"].notna().sum() == kept["denominator"].notna().sum() == 11
    rate = counted["numerator"] / counted["denominator"] * 1_000
    assert (rate - counted["value"]).abs().max() <= 0.05


def test_limits_are_made_wherever_counts_are_held_and_nowhere_else() -> None:
    """Readmissions of the Borders in 2022/23: 1,932 of 16,981 discharges."""
    figure = indicator_value("NI-14", "Scottish Borders", "2022/23").figure
    assert figure is not None
    assert (figure.lower, figure.upper) == pytest.approx((109.085, 118.638), abs=5e-4)
    assert figure.limits_method is IntervalMethod.WILSON
    assert (figure.numerator, figure.denominator) == (1_932, 16_981)
    fife = indicator_value("NI-14", "Fife", "2022/23").figure
    assert fife is not None
    assert fife.lower is fife.limits_method is None


@pytest.mark.parametrize("year", ["2019/20", "2022/23", "2024/25"])
def test_limits_lie_around_every_figure(year: str) -> None:
    rows = tidy_indicators(EVERYWHERE, year)
    held = rows[rows["lower"].notna() | rows["upper"].notna()]
    assert (held["lower"] <= held["value"]).all()
    assert (held["value"] <= held["upper"]).all()
    assert not held["indicator"].isin(["NI-13", "NI-19", "MSG-2", "MSG-4", "NI-15"]).any()


def test_the_areas_may_come_in_any_order() -> None:
    forth = tidy_indicators(EVERYWHERE, "2022/23")
    back = tidy_indicators(EVERYWHERE[::-1], "2022/23")
    key = ["indicator", "area_code"]
    pd.testing.assert_frame_equal(
        *(rows.sort_values(key, ignore_index=True) for rows in (forth, back))
    )


def test_premature_mortality_says_that_it_is_an_equivalent() -> None:
    row = six_year_table("Fife", "2022/23").row("NI-11")
    assert any("equivalent to this indicator" in note for note in row.footnotes)


def test_the_emergency_admission_rate_at_65_and_over_is_held_and_is_not_ni_12() -> None:
    """As printed in the profile: 18,941 in the Borders in 2021/22, 23,430 in Scotland."""
    borders = indicator_value("RELATED-1", "Scottish Borders", "2021/22").figure
    assert borders is not None
    assert borders.value == pytest.approx(18_941, abs=0.5)
    assert indicator_value("related 1", SCOTLAND, "2021/22").value == pytest.approx(23_430, abs=0.5)
    assert _reason("RELATED-1", "Clackmannanshire and Stirling", "2021/22") is Reason.NOT_SUPPLIED
    table = six_year_table("Scottish Borders", "2021/22", among=RELATED)
    (row,) = table.rows
    assert len(row.shown) == 6
    assert any("not NI-12" in note for note in row.footnotes)
    assert "RELATED-1" not in set(tidy_indicators([SCOTLAND], "2021/22")["indicator"])


def test_a_figure_of_another_period_never_stands_under_a_label() -> None:
    readmissions, fife = find_indicator("NI-14"), find_area("fife")
    year = FinancialYear(2020)
    held = published.published_figure(readmissions, fife, year)
    assert isinstance(held, FilledCell)
    proxy = resolve(readmissions, year, Month(2020, 12))
    assert proxy.period == CalendarYear(2020)
    assert isinstance(published.published_figure(readmissions, fife, CalendarYear(2020)), EmptyCell)
    with pytest.raises(FindingError, match="NI-14 of 2020/21 stands in a column labelled '2020 "):
        IndicatorValue(readmissions, fife, proxy, held)


@pytest.mark.parametrize("key", ["NI-2", "NI-3", "NI-7", "NI-8", "NI-14", "NI-17"])
def test_published_figures_are_taken_as_they_are_with_their_source(key: str) -> None:
    figure = indicator_value(key, "Scottish Borders", "2019/20").figure
    assert figure is not None
    assert figure.standing is Standing.PUBLISHED
    assert figure.source.startswith("Improvement Service: ")
    assert figure.release.startswith("March 2024" if key == "NI-14" else "January 2022")
    assert figure.value == indicator_value(key, "S12000026", "2019/20").value


def test_a_health_board_has_no_indicators_of_residence() -> None:
    with pytest.raises(SeriesError, match="NI-19 is counted by area of residence"):
        indicator_value("NI-19", "NHS Lothian", "2024/25")


def test_what_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="no indicator called 'NI-91'"):
        indicator_value("NI-91", "fife", "2024/25")
    with pytest.raises(UnknownNameError, match="did you mean 'Fife'"):
        indicator_value("NI-19", "Fief", "2024/25")
    with pytest.raises(ParametersError, match="financial year"):
        indicator_value("NI-19", "fife", "2024")


def test_limits_that_were_exchanged_with_others_are_refused() -> None:
    year = FinancialYear(2020)
    with pytest.raises(FindingError, match="lies between its limits"):
        FilledCell(5.0, year, Standing.PUBLISHED, "a", "b", lower=1.0, upper=1.0)
    with pytest.raises(FindingError, match="has only one of them"):
        FilledCell(5.0, year, Standing.PUBLISHED, "a", "b", lower=1.0)


def test_an_estimate_is_copied_forward_for_three_years_and_no_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = register_file().read_text(encoding="utf-8")
    ends = 'last_period = "2023"\ntable_sha256 = "{}"'.format(
        source("population_by_council_area").table_sha256
    )
    assert held.count(ends) == 1
    (tmp_path / "sources.toml").write_text(held.replace(ends, ends.replace("2023", "2020")))
    for folder in ("reference", "snapshot"):
        (tmp_path / folder).symlink_to(data_folder() / folder)
    monkeypatch.setenv("HSCI_DATA", str(tmp_path))
    assert indicator_value("NI-19", "fife", "2023/24").status == "provisional"
    assert indicator_value("NI-19", "fife", "2024/25").reason == (
        "incomplete: the last population estimate held, of mid-2020, is more than 3 years older"
    )


# ---- tidy --------------------------------------------------------------------------------------


def test_the_tidy_table_has_a_row_for_every_indicator_and_area() -> None:
    rows = tidy_indicators([*partnerships(), SCOTLAND], "2024/25")
    assert list(rows.columns) == list(TIDY_COLUMNS)
    assert len(rows) == 29 * 32
    assert not rows.duplicated(["indicator", "area_code"]).any()
    assert list(dict.fromkeys(rows["indicator"])) == list(INDICATORS)
    has_value = rows["value"].notna()
    assert ((rows["reason"] == "") == has_value).all()
    assert ((rows["source"] != "") == has_value).all()
    assert (rows.loc[has_value, "status"].isin([each.value for each in Standing])).all()


def test_a_rate_is_its_numerator_over_its_denominator() -> None:
    rows = tidy_indicators(partnerships(), "2023/24").query("indicator == 'NI-19'")
    assert len(rows) == 31
    recomputed = rows["numerator"] / rows["denominator"] * 1_000
    pd.testing.assert_series_equal(rows["value"], recomputed, check_names=False)


def test_a_year_that_has_begun_is_incomplete_and_a_later_one_is_not_yet_available():
    begun, later = (indicator_value("MSG-4", "Fife", year) for year in ("2025/26", "2026/27"))
    assert begun.reason == "incomplete: the delayed discharges held end in August 2025"
    assert later.reason == "not yet available: the delayed discharges held end in August 2025"


@pytest.mark.parametrize(
    ("key", "year", "reason"),
    [
        ("NI-12", "1999/00", Reason.NOT_AVAILABLE),
        ("NI-12", "2010/11", Reason.NOT_AVAILABLE),
        ("NI-12", "2011/12", Reason.NOT_SUPPLIED),
        ("MSG-1", "2016/17", Reason.NOT_AVAILABLE),
        ("MSG-1", "2017/18", Reason.NOT_SUPPLIED),
        ("NI-1", "1999/00", Reason.NO_SURVEY),
    ],
)
def test_of_years_before_a_suite_nothing_is_claimed(key: str, year: str, reason: Reason) -> None:
    cell = indicator_value(key, "Fife", year).cell
    assert isinstance(cell, EmptyCell)
    assert cell.reason is reason
