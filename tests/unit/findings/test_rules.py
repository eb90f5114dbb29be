"""The level of a year: what the months held allow to be said."""

from dataclasses import replace

import pytest

from hsci_analysis.areas import find_area
from hsci_analysis.errors import FindingError
from hsci_analysis.findings.evidence import IntervalKind
from hsci_analysis.findings.finding import Verdict
from hsci_analysis.findings.rules import state_level
from hsci_analysis.measures.catalogue import Basis
from hsci_analysis.models.spc import describe_process
from hsci_analysis.periods import FinancialYear, Month
from tests.monthly import SEGMENTS, SINCE, monthly_series
from tests.spec.borders import FIRST_MONTH, borders_bed_days


def level(first, values, year, segments=SEGMENTS, **about):
    beds = monthly_series(first, values, **about).daily_average()
    return state_level(beds, describe_process(beds, segments), FinancialYear.parse(year))


def borders(year):
    return level(FIRST_MONTH, borders_bed_days(), year)


def test_a_whole_year_is_stated_as_its_bed_days_by_its_days():
    finding = borders("2024/25")

    # 2,176 + 2,024 + ... + 2,143 = 27,016 bed days in 365 days
    assert finding.verdict is Verdict.STATED
    assert finding.value == pytest.approx(27_016 / 365, abs=1e-12)
    assert finding.unit == "beds"
    assert finding.period == "2024/25"
    evidence = finding.evidence
    assert (evidence.first_month, evidence.last_month) == (Month(2024, 4), Month(2025, 3))
    assert evidence.months_used == 12


def test_months_count_by_their_days_in_a_leap_year_too():
    # nothing but February 2024: 29 days x 10 beds in a year of 366 days
    values = [0] * 10 + [290] + [0]
    finding = level("2023-04", values, "2023/24")

    assert finding.value == pytest.approx(290 / 366)
    assert finding.value != pytest.approx(10 / 12)


def test_interval_holds_the_limits_the_year_lies_under():
    finding = borders("2024/25")

    interval = finding.interval
    assert interval.kind is IntervalKind.PROCESS_LIMITS
    assert (finding.lower, finding.upper) == pytest.approx((59.161, 85.095), abs=0.0005)
    assert (interval.first_month, interval.last_month) == (Month(2022, 9), Month(2025, 8))
    assert (interval.points, interval.provisional, interval.carried_forward) == (36, False, False)
    assert finding.evidence.settings["segment"] == SINCE.name


@pytest.mark.parametrize(
    ("year", "first_month", "carried_forward"),
    [
        ("2019/20", Month(2016, 7), False),  # March 2020 alone lies under limits carried forward
        ("2021/22", Month(2016, 7), True),
        ("2022/23", Month(2022, 7), False),  # April to June 2022 lie under those carried forward
    ],
)
def test_a_year_across_segments_has_the_limits_of_most_of_its_months(
    year, first_month, carried_forward
):
    values = [1800 + 100 * (month % 4) for month in range(110)]
    interval = level("2016-07", values, year).interval

    assert interval.first_month == first_month
    assert interval.carried_forward is carried_forward


def test_a_pandemic_year_has_the_limits_carried_forward_from_before():
    finding = level("2016-07", [1800 + 100 * (month % 4) for month in range(110)], "2020/21")

    interval = finding.interval
    assert interval.carried_forward
    assert (interval.first_month, interval.last_month) == (Month(2016, 7), Month(2020, 2))
    assert finding.evidence.first_month == Month(2020, 4)


def test_lower_limit_of_what_cannot_be_negative_is_zero():
    assert level("2022-07", [0, 300] * 18, "2024/25").lower == 0


@pytest.mark.parametrize(
    ("year", "first", "last", "months", "bed_days", "days"),
    [
        ("2025/26", Month(2025, 4), Month(2025, 8), 5, 9_629, 153),
        ("2022/23", Month(2022, 9), Month(2023, 3), 7, 14_513, 212),
    ],
)
def test_a_year_held_in_part_is_incomplete_and_says_which_months(
    year, first, last, months, bed_days, days
):
    finding = borders(year)

    assert finding.verdict is Verdict.INCOMPLETE
    assert finding.value == pytest.approx(bed_days / days)
    evidence = finding.evidence
    assert (evidence.first_month, evidence.last_month, evidence.months_used) == (
        first,
        last,
        months,
    )
    assert finding.period == year


def test_eleven_months_are_not_a_year():
    finding = level("2024-04", [1000] * 11, "2024/25")

    assert (finding.verdict, finding.evidence.months_used) == (Verdict.INCOMPLETE, 11)


@pytest.mark.parametrize("year", ["2026/27", "2021/22"])
def test_a_year_of_which_nothing_is_held_has_no_value_and_tells_what_is_held(year):
    finding = borders(year)

    assert finding.verdict is Verdict.NOT_AVAILABLE
    assert (finding.value, finding.lower, finding.upper) == (None, None, None)
    evidence = finding.evidence
    assert (evidence.first_month, evidence.last_month, evidence.months_used) == (None, None, 0)
    assert (evidence.series_from, evidence.series_until) == (Month(2022, 9), Month(2025, 8))


def test_too_few_months_for_limits_give_a_level_without_interval():
    finding = level("2025-04", [1900, 1800, 1950], "2025/26")

    assert finding.value is not None
    assert finding.interval is None
    assert finding.evidence.settings == {}


def test_evidence_names_the_source_the_series_came_from():
    evidence = borders("2024/25").evidence

    (cited,) = evidence.sources
    assert cited.table == "delayed_discharges_by_council_area"
    assert cited.publisher == "Public Health Scotland"
    assert cited.sha256 == "0123456789abcdef" * 4


def test_basis_and_people_travel_with_the_figure():
    board = find_area("NHS Borders")
    finding = level("2024-04", [1000] * 12, "2024/25", area=board, basis=Basis.TREATMENT)

    assert finding.basis is Basis.TREATMENT
    assert finding.area == "NHS Borders"
    assert finding.people == "adults aged 18 and over"


def test_a_description_of_other_figures_is_refused():
    bed_days = monthly_series(FIRST_MONTH, borders_bed_days())
    with pytest.raises(FindingError, match="the process description is not of this series"):
        state_level(
            bed_days.daily_average(), describe_process(bed_days, SEGMENTS), FinancialYear(2024)
        )


def test_a_part_of_a_measure_is_refused():
    beds = monthly_series(FIRST_MONTH, borders_bed_days()).daily_average()
    part = replace(beds, breakdown=(("age_group", "75+"),))
    with pytest.raises(FindingError, match=r"a part of it \(age_group 75\+\)"):
        state_level(part, describe_process(part, SEGMENTS), FinancialYear(2024))


def test_a_total_is_never_stated_as_a_level():
    bed_days = monthly_series(FIRST_MONTH, borders_bed_days())
    process = describe_process(bed_days, SEGMENTS)
    with pytest.raises(FindingError, match=r"is in bed days; ask for series\.daily_average"):
        state_level(bed_days, process, FinancialYear(2024))
