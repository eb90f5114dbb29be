"""A year's change and scenarios, against published months and sums anyone can redo by hand."""

import pytest

from hsci_analysis.models.flow.baseline import MONTHS_AHEAD
from hsci_analysis.models.flow.decomposition import decompose
from hsci_analysis.models.flow.patient_flow import flow
from hsci_analysis.models.flow.scenario import scenario
from hsci_analysis.models.flow.scenarios import BackToYear, ReducedBy
from tests.spec.borders import borders_bed_days

SCOTLAND = """
    2023/24 51,327 54,077 51,905 56,138 55,709 54,342 56,762 56,811 58,258 57,860 54,355 58,646
    2024/25 57,433 60,196 59,485 61,165 62,003 59,033 62,914 60,696 61,706 60,872 54,487 60,129
"""


def scotland():
    """Both years, April to March, as first published."""
    rows = (line.split() for line in SCOTLAND.strip().splitlines())
    return {year: [int(cell.replace(",", "")) for cell in cells] for year, *cells in rows}


def test_the_change_of_scottish_borders_is_that_of_its_published_months():
    months = borders_bed_days()
    before, after = months[7:19], months[19:31]
    change = decompose("Scottish Borders", "2023/24", "2024/25")

    by_month = change.by("month")
    assert list(by_month.index) == [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]
    assert list(by_month["before"]) == before
    assert list(by_month["after"]) == after
    # 27,906 to 27,016
    assert change.change == sum(after) - sum(before) == -890


def test_a_leap_day_is_told_from_beds():
    """1,949 days in 29, then 1,906 in 28: beds rose by 0.86, and a day of 67.6 beds went."""
    february = decompose("Scottish Borders", "2023/24", "2024/25").by("month").loc[2]

    assert february["change"] == -43
    assert february["from_days"] == pytest.approx(-(1949 / 29 + 1906 / 28) / 2)
    assert february["from_beds"] == pytest.approx(28.5 * (1906 / 28 - 1949 / 29))


def test_scotlands_change_is_the_sum_of_its_areas_and_of_its_months():
    change = decompose("Scotland", "2023/24", "2024/25")

    published = scotland()
    assert list(change.by("month")["before"]) == published["2023/24"]
    assert list(change.by("month")["after"]) == published["2024/25"]
    # 666,190 to 720,119, as Audit Scotland has them
    assert change.change == 720_119 - 666_190
    by_area = change.by("area")
    assert len(by_area) == 31 + 1
    assert by_area["points"].sum() == pytest.approx(100 * 53_929 / 666_190)


def test_delayed_beds_of_scottish_borders_by_month():
    """2,678 bed days in the 31 days of October 2024 are 86.39 beds."""
    beds = flow("Scottish Borders", "2024/25").residence.wide["delayed_discharge_bed_days"]

    assert beds["2024-10"] == pytest.approx(86.39, abs=0.005)
    assert beds["2025-02"] == pytest.approx(1906 / 28)
    assert str(beds.index[-1]) == "2025-03"


def test_ni_19_is_the_mean_of_the_delayed_beds_per_1_000():
    """Scottish Borders 2022/23: 18,061 days of people aged 75 and over, 14,422 of them."""
    of_borders = flow("Scottish Borders", "2022/23").residence
    rate = of_borders.wide["delayed_beds_per_1_000_aged_75_and_over"]["2022-04":"2023-03"]

    days = (rate * rate.index.days_in_month).sum()
    assert days == pytest.approx(1_252.3, abs=0.05)


def test_a_fifth_fewer_by_march_is_reached_in_steps_of_a_seventh():
    """From August 2025 on, September is the first of seven steps and March the last."""
    reduced = scenario("Scottish Borders", ReducedBy(20, by="2026-03"))

    ahead = (
        reduced.frame["median"]
        / scenario("Scottish Borders", ReducedBy(1e-9, by="2026-03")).frame["median"]
    )
    assert str(reduced.figures_until) == "2025-08"
    assert reduced.frame["baseline"].iloc[0] == pytest.approx(1_827 / 31)
    assert list(ahead) == pytest.approx([1 - 0.2 * min(step, 7) / 7 for step in range(1, 13)])


def test_back_to_a_year_has_its_months_in_the_middle():
    """Each month ahead as the same month of 2023/24: October's 2,705 days are 87.26 beds."""
    back = scenario("Scottish Borders", BackToYear("2023/24"))

    middle = (back.frame["median"] - 87.26).loc["2025-10"]
    assert abs(middle) < 1
    assert len(back.frame) == MONTHS_AHEAD
    assert back.outcome.total.median == pytest.approx(27_906, rel=0.01)
