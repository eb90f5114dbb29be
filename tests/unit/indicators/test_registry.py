"""All 29 are there, each with all that a report must say of it, and nothing unverified is said."""

import re

import pytest

from hsci_analysis.areas import find_area
from hsci_analysis.errors import ParametersError, UnknownNameError
from hsci_analysis.indicators.indicator import (
    Break,
    Disclosure,
    Indicator,
    PeriodRule,
    ReportingStatus,
    Suite,
)
from hsci_analysis.indicators.outcomes import (
    EDINBURGH_2022_23,
    OUTCOMES,
    OutcomeMapping,
)
from hsci_analysis.indicators.registry import INDICATORS, find_indicator
from hsci_analysis.measures.intervals import IntervalMethod
from hsci_analysis.periods import CalendarYear, FinancialYear

EVERY = pytest.mark.parametrize("indicator", INDICATORS.values(), ids=str)


def _keys(**wanted: object) -> list[str]:
    return [
        key
        for key, indicator in INDICATORS.items()
        if all(getattr(indicator, name) == value for name, value in wanted.items())
    ]


def test_none_of_the_29_is_missing() -> None:
    assert _keys(suite=Suite.CORE) == [f"NI-{number}" for number in range(1, 24)]
    assert _keys(suite=Suite.MINISTERIAL) == [f"MSG-{number}" for number in range(1, 7)]
    assert len(INDICATORS) == 29


def test_who_is_reported_and_who_is_not() -> None:
    assert _keys(status=ReportingStatus.NEVER_REPORTED) == ["NI-10", "NI-21", "NI-22", "NI-23"]
    assert _keys(status=ReportingStatus.STOPPED) == ["NI-20"]
    assert find_indicator("NI-20").last_published == FinancialYear(2019)


@EVERY
def test_an_indicator_is_complete(indicator: Indicator) -> None:
    said = (indicator.title, indicator.unit, indicator.population, indicator.source)
    assert all(text.strip() for text in (*said, indicator.frequency))
    assert indicator.key.endswith(f"-{indicator.number}")
    assert indicator.decimals in (0, 1)
    assert bool(indicator.sentence) == (indicator.status is not ReportingStatus.REPORTED)


def test_the_sentences_of_those_without_figures() -> None:
    assert find_indicator("NI-21").sentence == (
        "NI-21, Percentage of people admitted to hospital from home during the year, who are "
        "discharged to a care home, has never been reported: there is no nationally agreed "
        "definition, or the data are not available or not robust enough."
    )
    assert find_indicator("NI-20").sentence.endswith(" is not published after 2019/20.")


@EVERY
def test_who_has_no_limits_says_why(indicator: Indicator) -> None:
    assert bool(indicator.interval_note) == (indicator.interval_method is None)


def test_the_methods_of_the_limits() -> None:
    survey = [f"NI-{n}" for n in range(1, 10)]
    assert _keys(interval_method=IntervalMethod.AS_PUBLISHED) == survey
    assert _keys(interval_method=IntervalMethod.WILSON) == ["NI-14", "NI-17", "NI-18"]
    assert _keys(interval_method=IntervalMethod.BYAR) == ["NI-12", "NI-16"]
    assert _keys(interval_method=IntervalMethod.DOBSON) == ["NI-11"]


@pytest.mark.parametrize("days", ["NI-13", "NI-19", "MSG-2", "MSG-4"])
def test_days_have_no_limits_because_they_cluster(days: str) -> None:
    indicator = find_indicator(days)
    assert indicator.interval_method is None
    assert "clustered within patients" in indicator.interval_note


def test_readmissions_are_per_discharge_and_never_per_population() -> None:
    assert find_indicator("NI-14").unit == "per 1,000 discharges"


def test_the_period_rules() -> None:
    assert _keys(period_rule=PeriodRule.SURVEY_ROUND) == [f"NI-{n}" for n in range(1, 10)]
    assert _keys(period_rule=PeriodRule.CALENDAR_YEAR) == ["NI-11"]
    assert _keys(period_rule=PeriodRule.CENSUS_YEAR) == ["NI-18"]
    assert _keys(period_rule=PeriodRule.FINANCIAL_YEAR_OR_PROXY) == [
        f"NI-{n}" for n in range(12, 17)
    ]
    assert _keys(period_rule=PeriodRule.NONE) == _keys(status=ReportingStatus.NEVER_REPORTED)


def test_the_disclosure_classes() -> None:
    assert _keys(disclosure=Disclosure.SURVEY) == [f"NI-{n}" for n in range(1, 10)]
    assert _keys(disclosure=Disclosure.SERVICES) == ["NI-17"]
    assert "NI-16" in _keys(disclosure=Disclosure.PEOPLE)


def test_no_wording_promises_a_suppression_that_nothing_does() -> None:
    assert not any("suppress" in each for each in Disclosure)


@pytest.mark.parametrize("written", ["NI-19", "ni-19", "NI19", "ni 19", "NI-019", " NI-19 "])
def test_an_indicator_is_found_however_it_is_written(written: str) -> None:
    assert find_indicator(written).key == "NI-19"


@pytest.mark.parametrize("written", ["NI-24", "19", "MSG-7", "MSG-2a", "", "NI-"])
def test_what_is_no_indicator_is_refused(written: str) -> None:
    with pytest.raises(UnknownNameError, match="no indicator called"):
        find_indicator(written)


# ---- breaks ------------------------------------------------------------------------------------


@EVERY
def test_every_break_and_note_says_who_says_so(indicator: Indicator) -> None:
    for told in (*indicator.breaks, *indicator.notes):
        assert re.search(r"https://|computed from", told.source)
    for each in indicator.breaks:
        assert each.footnote.endswith(".")
        assert all(find_area(code).code == code for code in each.areas)


ASKED_OF_PEOPLE_WITH_CARE = ["NI-2", "NI-3", "NI-4", "NI-5", "NI-7", "NI-9"]


@pytest.mark.parametrize("key", [f"NI-{number}" for number in range(1, 10)])
def test_the_survey_question_breaks_exactly_six_indicators(key: str) -> None:
    indicator = find_indicator(key)
    before, after = FinancialYear(2021), FinancialYear(2023)
    assert bool(indicator.barring(before, after, "S37000025")) == (key in ASKED_OF_PEOPLE_WITH_CARE)
    # In 2021/22 a change is stated with a warning.
    assert not indicator.barring(FinancialYear(2019), before, "S37000025")


def test_two_years_on_the_same_footing_have_no_break_between_them() -> None:
    indicator = find_indicator("NI-3")
    assert not indicator.barring(FinancialYear(2013), FinancialYear(2019), "S37000025")
    assert not indicator.barring(FinancialYear(2023), FinancialYear(2025), "S37000025")


def test_a_break_is_confined_to_its_areas() -> None:
    indicator = find_indicator("NI-14")
    years = FinancialYear(2018), FinancialYear(2019)
    assert indicator.barring(*years, find_area("Falkirk").code)
    assert indicator.barring(*years, find_area("Clackmannanshire and Stirling").code)
    assert not indicator.barring(*years, find_area("Fife").code)


def test_the_pandemic_bars_no_change_and_is_kept_out_of_baselines() -> None:
    indicator = find_indicator("NI-16")
    (pandemic,) = indicator.breaks
    assert pandemic.outside_baseline
    affected = [year for year in range(2015, 2025) if pandemic.affects(FinancialYear(year))]
    assert affected == [2020, 2021]
    assert not indicator.barring(FinancialYear(2019), FinancialYear(2020), "S37000025")


@pytest.mark.parametrize("key", ["NI-19", "MSG-4"])
def test_delays_before_2017_18_are_on_other_definitions(key: str) -> None:
    indicator = find_indicator(key)
    assert indicator.barring(FinancialYear(2016), FinancialYear(2017), "S37000025")
    assert not indicator.barring(FinancialYear(2017), FinancialYear(2024), "S37000025")


def test_a_calendar_year_that_reaches_into_a_break_is_on_the_new_footing() -> None:
    each = Break("X.", "computed from x", first_affected=FinancialYear(2019))
    assert [each.affects(CalendarYear(year)) for year in (2017, 2018, 2019)] == [False, False, True]


# ---- outcomes ----------------------------------------------------------------------------------


def test_there_are_nine_outcomes() -> None:
    assert list(OUTCOMES) == list(range(1, 10))
    assert all(outcome.wording.endswith(".") for outcome in OUTCOMES.values())


def test_the_mapping_of_edinburgh_covers_the_core_suite_that_has_figures() -> None:
    mapped = {key for key in INDICATORS if EDINBURGH_2022_23.outcomes(key)}
    assert mapped == {
        key
        for key, each in INDICATORS.items()
        if each.suite is Suite.CORE and each.status is not ReportingStatus.NEVER_REPORTED
    }
    assert [outcome.number for outcome in EDINBURGH_2022_23.outcomes("NI-17")] == [3, 7]


def test_a_partnership_may_map_as_it_likes() -> None:
    own = OutcomeMapping("ours", "our strategic plan", {2: ["ni19", "MSG-4"], 9: ["NI-19"]})
    assert [outcome.number for outcome in own.outcomes("NI-19")] == [2, 9]
    assert own.outcomes("NI-1") == ()


def test_a_mapping_to_what_does_not_exist_is_refused() -> None:
    with pytest.raises(ParametersError, match="names outcome 0, 10; outcomes go from 1 to 9"):
        OutcomeMapping("ours", "our plan", {10: [], 0: []})
    with pytest.raises(UnknownNameError, match="no indicator called 'NI-99'"):
        OutcomeMapping("ours", "our plan", {1: ["NI-99"]})
