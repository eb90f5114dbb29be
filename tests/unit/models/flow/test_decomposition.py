"""Whatever the figures, the parts of a change add up to it."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hsci_analysis.areas import health_boards, partnerships
from hsci_analysis.errors import ParametersError, SeriesError
from hsci_analysis.models.flow.decomposition import PARTS, UNKNOWN, _cells, decompose
from hsci_analysis.periods import FinancialYear

YEARS = st.sampled_from([(2018, 2019), (2019, 2020), (2019, 2023), (2022, 2023)])


@st.composite
def two_years(draw):
    """Bed days of two areas in every month of two financial years."""
    years = [FinancialYear(start) for start in draw(YEARS)]
    rows = [
        {"month": pd.Timestamp(month), "area": area, "reason": reason, "age_group": age}
        for year in years
        for month in pd.date_range(str(year.first_day), periods=12, freq="MS")
        for area, reason, age in (("here", "family", "75+"), ("there", "social care", "18-74"))
    ]
    days = draw(st.lists(st.integers(0, 3000), min_size=len(rows), max_size=len(rows)))
    return pd.DataFrame(rows).assign(bed_days=days), years


@settings(max_examples=40, deadline=None)
@given(two_years())
def test_parts_add_up_to_the_change_exactly(drawn):
    rows, years = drawn
    cells = _cells(rows, years)
    totals = [
        int(rows[rows["month"].between(str(year.first_day), str(year.last_day))]["bed_days"].sum())
        for year in years
    ]

    assert cells["change"].sum() == totals[1] - totals[0]
    assert (cells["from_beds"] + cells["from_days"] - cells["change"]).abs().max() < 1e-9
    assert cells.loc[cells["month"] != 2, "from_days"].eq(0).all()
    for part in PARTS:
        assert cells.groupby(part)["change"].sum().sum() == totals[1] - totals[0]


@settings(max_examples=40, deadline=None)
@given(two_years())
def test_taking_it_apart_the_other_way_round_changes_the_sign_alone(drawn):
    rows, years = drawn
    there, back = _cells(rows, years), _cells(rows, years[::-1])
    for column in ("change", "from_beds", "from_days"):
        pd.testing.assert_series_equal(there[column], -back[column])


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("area", ["Clackmannanshire and Stirling", "NHS Highland", "Scotland"])
def test_each_part_of_a_real_change_adds_up(area, part):
    change = decompose(area, "2017/18", "2023/24")
    by_part = change.by(part)

    assert by_part["change"].sum() == change.change == change.frame["change"].sum()
    assert by_part["after"].sum() - by_part["before"].sum() == change.change
    apart = by_part["from_beds"].sum() + by_part["from_days"].sum()
    assert apart == pytest.approx(change.change)
    assert by_part["points"].sum() == pytest.approx(
        100 * change.change / change.frame["before"].sum()
    )


def test_what_an_area_adds_to_scotland_is_its_own_change():
    scotland = decompose("Scotland", "2022/23", "2024/25").by("area")["change"]

    assert set(scotland.index) == {each.name for each in partnerships()} | {UNKNOWN}
    for area in ("Fife", "Clackmannanshire and Stirling", "Orkney Islands"):
        assert scotland[area] == decompose(area, "2022/23", "2024/25").change


def test_parts_can_be_crossed():
    change = decompose("NHS Fife", "2022/23", "2024/25")
    assert change.area in health_boards()
    crossed = change.by("reason", "age_group")
    assert len(crossed) == 4 * 2
    assert crossed["change"].sum() == change.change


def test_everything_wrong_with_the_years_is_told_at_once():
    with pytest.raises(SeriesError) as refused:
        decompose("Fife", "2025/26", "2015/16")
    for wrong in ("2025/26 is not held in full", "2015/16 is not held in full", "come before"):
        assert wrong in str(refused.value)
    assert "July 2016 to August 2025" in str(refused.value)


def test_the_same_year_twice_is_no_change():
    with pytest.raises(SeriesError, match=r"2023/24 does not come before 2023/24"):
        decompose("Fife", "2023/24", "2023/24")


def test_other_nonsense_is_refused():
    with pytest.raises(ParametersError, match="not a financial year"):
        decompose("Fife", "2023", "2024/25")
    with pytest.raises(SeriesError, match="ask for its partnership"):
        decompose("Stirling", "2022/23", "2023/24")
    with pytest.raises(SeriesError, match="no part 'hospital'; its parts are area, reason"):
        decompose("Fife", "2022/23", "2023/24").by("hospital")


def test_a_year_split_otherwise_is_refused():
    years = [FinancialYear(2018), FinancialYear(2019)]
    months = pd.date_range("2018-04-01", "2020-03-01", freq="MS")
    rows = pd.DataFrame(
        {"month": months, "area": "a", "reason": "b", "age_group": "75+", "bed_days": 1}
    )
    with pytest.raises(SeriesError, match="not split into the same areas"):
        _cells(rows[1:], years)
