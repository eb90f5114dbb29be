"""NI-19 and MSG-4 against what others have published of the same years."""

import pytest

from hsci_analysis.areas import SCOTLAND, Area, council_areas
from hsci_analysis.indicators.values import indicator_value
from hsci_analysis.periods import FinancialYear
from hsci_analysis.tables import read_table
from hsci_analysis.tables.benchmarking_framework import PEOPLE_75_AND_OVER

YEARS = ["2017/18", "2018/19", "2019/20", "2020/21"]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("area", [*council_areas(), SCOTLAND], ids=str)
def test_days_on_the_frameworks_own_denominators_give_the_frameworks_rate(
    area: Area, year: str
) -> None:
    """All 132 area-years that both hold, within 0.1 %."""
    framework = read_table("benchmarking_framework_indicators")
    held = framework[(framework["year"] == year) & (framework["area_code"] == area.code)]
    published = held.set_index("figure")["value"]
    figure = indicator_value("NI-19", area, year).figure
    assert figure is not None
    assert figure.numerator is not None
    rate = figure.numerator / published[PEOPLE_75_AND_OVER] * 1_000
    assert rate == pytest.approx(published["NI-19"], rel=1e-3)


@pytest.mark.parametrize("year", YEARS)
def test_the_difference_on_rebased_estimates_is_that_of_the_people(year: str) -> None:
    """Estimates of 2012 to 2021 were rebased after the census: within 4 % everywhere."""
    framework = read_table("benchmarking_framework_indicators")
    framework = framework[framework["year"] == year].set_index(["figure", "area_code"])["value"]
    for area in council_areas():
        figure = indicator_value("NI-19", area, year).figure
        assert figure is not None
        assert figure.denominator is not None
        of_people = framework[PEOPLE_75_AND_OVER, area.code] / figure.denominator
        assert figure.value / framework["NI-19", area.code] == pytest.approx(of_people, rel=1e-3)
        assert of_people == pytest.approx(1, abs=0.04)


def test_the_borders_in_2022_23() -> None:
    figure = indicator_value("NI-19", "Scottish Borders", "2022/23").figure
    assert figure is not None
    assert (figure.numerator, figure.denominator) == (18_061, 14_422)
    assert figure.value == pytest.approx(1_252.3, abs=0.05)
    assert figure.denominator_vintage.startswith("mid-2022 estimate (")


@pytest.mark.parametrize(
    ("year", "rate"), [("2018/19", 794.61), ("2022/23", 883.1)], ids=["2018/19", "2022/23"]
)
def test_scotland_on_rebased_estimates(year: str, rate: float) -> None:
    assert indicator_value("NI-19", SCOTLAND, year).value == pytest.approx(rate, abs=0.05)


@pytest.mark.parametrize(
    ("year", "days"),
    [
        ("2017/18", 494_123),
        ("2018/19", 521_772),
        ("2019/20", 542_204),
        ("2020/21", 358_426),
        ("2021/22", 540_302),
        ("2022/23", 661_705),
        ("2023/24", 666_190),
        ("2024/25", 720_119),
    ],
)
def test_days_of_all_adults_in_scotland(year: str, days: int) -> None:
    """The last two as in Audit Scotland, Delayed discharges, January 2026."""
    assert indicator_value("MSG-4", SCOTLAND, year).value == days


def test_a_partnership_of_two_councils_is_the_sum_of_both_before_division() -> None:
    whole = indicator_value("NI-19", "Clackmannanshire and Stirling", "2023/24").figure
    parts = [
        indicator_value("NI-19", name, FinancialYear(2023)).figure
        for name in ("Clackmannanshire", "Stirling")
    ]
    assert whole is not None
    assert whole.numerator == sum(part.numerator for part in parts if part)
    assert whole.denominator == sum(part.denominator for part in parts if part) == 14_207
