"""Quarters side by side, each empty cell with its reason."""

import pytest

from hsci_analysis.errors import SeriesError
from hsci_analysis.measures.series import series
from hsci_analysis.narrative.quarter_table import quarter_table
from hsci_analysis.periods import Month
from tests.monthly import monthly_series
from tests.quarterly import quarterly_series


def test_quarters_and_figures_as_published():
    table = quarter_table(
        series("care_at_home_hours", "Fife"), series("care_at_home_people", "Fife")
    )

    assert table.columns == ("Quarter", "Hours of care at home", "People with care at home")
    assert table.rows[0] == ("January to March 2018", "723,675", "3,950")
    assert len(table.rows) == 25
    assert table.folded == "All quarters as a table, January 2018 to March 2024"
    assert "Fife (area of residence)" in table.caption


def test_an_empty_cell_says_why():
    short = quarterly_series("2020Q2", [5, None], measure="care_at_home_people")
    longer = quarterly_series("2020Q2", [1, 2, 3])
    assert [row[1:] for row in quarter_table(short, longer).rows] == [
        ("5", "1"),
        ("not submitted", "2"),
        ("not available", "3"),
    ]


def test_what_cannot_stand_side_by_side_is_refused():
    fife, angus = series("care_at_home_hours", "Fife"), series("care_at_home_hours", "Angus")
    months = monthly_series("2020-01", [1] * 12)
    with pytest.raises(SeriesError, match="of Angus by area of residence, not of Fife"):
        quarter_table(fife, angus)
    with pytest.raises(SeriesError, match="Delayed discharge bed days is by month"):
        quarter_table(months)


def test_one_series_is_a_table_too():
    assert len(quarter_table(series("care_at_home_hours", "Fife").until(Month(2018, 6))).rows) == 2
