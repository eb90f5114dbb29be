"""What changed and how a partnership stands, as tables that never say more than is licensed."""

import pytest

from hsci_analysis.areas import partnerships
from hsci_analysis.indicators.comparison import AgainstScotland, compare
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.indicators.six_year_table import six_year_table
from hsci_analysis.narrative.changes import change_table, signed
from hsci_analysis.narrative.comparisons import comparison_table


def test_two_rows_an_indicator_with_figures() -> None:
    table = six_year_table("Scottish Borders", "2022/23")
    shown = [row.indicator for row in table.rows if row.shown]
    told = change_table(table)
    assert [cells[0] for cells in told.rows] == [str(each) for each in shown for _ in "ab"]
    assert {cells[1] for cells in told.rows} == {"last year", "the first of the six"}
    assert all(cell.strip() for cells in told.rows for cell in cells)


def test_bed_days_change_without_a_word_and_with_the_reason() -> None:
    told = change_table(six_year_table("Scottish Borders", "2022/23"))
    (cells,) = [c for c in told.rows if c[0].startswith("NI-19") and c[1] == "last year"]
    assert cells[2:7] == ("2021/22", "2022/23", "cannot be assessed", "32.0 per cent", "none")
    assert "days are clustered within patients" in cells[7]


def test_what_is_similar_can_be_set() -> None:
    table = six_year_table("Scottish Borders", "2022/23")
    words = {cells[4] for cells in change_table(table, similar_within=400).rows}
    assert "similar" in words
    assert "similar" not in {cells[4] for cells in change_table(table).rows}


def test_a_minus_sign_is_one() -> None:
    assert (signed(-19.17), signed(19.17), signed(-0.01)) == ("−19.2", "19.2", "0.0")


@pytest.mark.parametrize("partnership", partnerships()[::6], ids=str)
def test_every_row_of_a_comparison_says_something_in_every_column(partnership) -> None:
    told = comparison_table([compare(key, partnership, "2022/23") for key in INDICATORS])
    assert told.rows
    assert all(cell.strip() for cells in told.rows for cell in cells)
    words = {f"{each} Scotland" for each in AgainstScotland} | {"cannot be assessed"}
    assert {cells[4] for cells in told.rows} <= words


def test_both_families_of_a_partnership_of_two_councils_and_its_boards_other() -> None:
    told = comparison_table([compare("NI-14", "Clackmannanshire and Stirling", "2022/23")])
    (cells,) = told.rows
    assert cells[6] == "family 3: 100 (8 of 8); family 2: 105 (8 of 8)"
    assert cells[7] == "Falkirk 142"
    assert cells[8] == "2 to 31 of 31 (29 have no limits)"
