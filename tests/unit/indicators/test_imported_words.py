"""What the words and cells of people's files mean; what means nothing is never guessed."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsci_analysis.areas import Area
from hsci_analysis.indicators.imports.description import Role
from hsci_analysis.indicators.imports.figures import SYMBOLS, FigureReader
from hsci_analysis.indicators.imports.words import (
    area_of,
    indicator_of,
    is_provisional,
    period_of,
    role_of,
)
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.periods import CalendarYear, FinancialYear, Month, Quarter
from hsci_analysis.sources.workbook import BLANK, Cell
from hsci_analysis.tables.imported_indicators import FIGURES, CellStatus


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2023/24", FinancialYear(2023)),
        ("2023-24", FinancialYear(2023)),
        ("2023–24", FinancialYear(2023)),
        ("2023/2024", FinancialYear(2023)),
        ("1999/00", FinancialYear(1999)),
        ("FY2023/24", FinancialYear(2023)),
        ("Financial year 2023/24", FinancialYear(2023)),
        ("2023/24 survey", FinancialYear(2023)),
        ("2023/24 (survey)", FinancialYear(2023)),
        ("2024/25p", FinancialYear(2024)),
        ("2023/24 [note 1]", FinancialYear(2023)),
        ("2010-11", FinancialYear(2010)),
        ("FY23/24", FinancialYear(2023)),
        ("April 2023 to March 2024", FinancialYear(2023)),
        ("1 Apr 2023 - 31 Mar 2024", FinancialYear(2023)),
        ("2023", CalendarYear(2023)),
        ("2023 calendar", CalendarYear(2023)),
        ("2023 (calendar year)", CalendarYear(2023)),
        ("CY2023", CalendarYear(2023)),
        ("2023/24 Q4", Quarter(2024, 1)),
        ("2023Q4", Quarter(2023, 4)),
        ("2024-06", Month(2024, 6)),
        ("202406", Month(2024, 6)),
        ("01/06/2024", Month(2024, 6)),
        ("Jun-24", Month(2024, 6)),
        ("June 2024", Month(2024, 6)),
        ("Sept 2024", Month(2024, 9)),
        ("2023/25", None),
        ("2023/2025", None),
        ("23/24", None),
        ("FY23/25", None),
        ("April 2023 to March 2025", None),
        ("FY2023", None),
        ("2022 survey", None),
        ("02/06/2024", None),
        ("2024-13", None),
        ("Jum-24", None),
        ("All", None),
        ("", None),
    ],
)
def test_periods_in_the_usual_spellings(written: str, period: object) -> None:
    assert period_of(Cell(written)) == period


def test_days_that_stand_for_a_month() -> None:
    assert period_of(Cell(datetime(2024, 6, 1))) == Month(2024, 6)
    assert period_of(Cell(datetime(2024, 6, 30))) == Month(2024, 6)
    assert period_of(Cell(datetime(2024, 6, 2))) is None
    assert period_of(Cell(2023.0)) == CalendarYear(2023)
    assert is_provisional(Cell("2024/25p"))
    assert not is_provisional(Cell("2024/25"))


@given(st.integers(1990, 2090))
def test_a_financial_year_in_any_spelling_is_one_year(start: int) -> None:
    end = (start + 1) % 100
    for written in (f"{start}/{end:02d}", f"{start}-{end:02d}", f"FY {start}/{start + 1}"):
        assert period_of(Cell(written)) == FinancialYear(start)


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading(text: str) -> None:
    period_of(Cell(text))
    indicator_of(text)
    role_of(text)
    area_of(text)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("NI14", "NI-14"),
        ("NI-14", "NI-14"),
        ("ni 14", "NI-14"),
        ("NI-14: Readmission to hospital within 28 days", "NI-14"),
        ("Readmission to hospital within 28 days", "NI-14"),
        ("SW6", "NI-14"),
        ("SW06", "NI-14"),
        ("SW04b", "NI-7"),
        ("MSG 1a", "MSG-1"),
        ("MSG-2b", "MSG-2b"),
        ("NI-91", "NI-91"),
        ("NI-14 Emergency admission rate", None),  # the number of one, the title of another
        ("SW1", None),
        ("Emergency admissions rate", None),
        ("14", None),
        ("NI-12 to NI-16", None),
        ("NI 1 - 9", None),
        ("NI-12 and NI-13 by partnership", None),
    ],
)
def test_an_indicator_is_named_by_its_key_title_or_framework_code(
    written: str, key: str | None
) -> None:
    assert indicator_of(written) == key


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("HSCP Fife", "Fife"),
        ("Fife Health and Social Care Partnership", "Fife"),
        ("Edinburgh, City of", "Edinburgh"),
        ("Clackmannanshire & Stirling", "Clackmannanshire and Stirling"),
        ("Comhairle nan Eilean Siar", "Western Isles"),
        ("S12000026", "Scottish Borders"),
        ("S99999999", "Scotland"),
    ],
)
def test_areas_by_any_spelling(name: str, found: str) -> None:
    area = area_of(name)
    assert isinstance(area, Area)
    assert area.name == found
    assert "did you mean 'Fife'" in str(area_of("Fief"))


def test_columns_by_their_words() -> None:
    headers = {
        "Time.Period": Role.PART,
        "Local Authority": Role.AREA,
        "Ind.no.": Role.NUMBER,
        "Indicator2": Role.INDICATOR,
        "Lower 95% CI": Role.LOWER,
        "age_group": Role.AGE,
        "Family group (People)": None,
        "Lookup": None,
    }
    assert {header: role_of(header) for header in headers} == headers


READ = FigureReader().read


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_each_symbol_keeps_its_meaning(symbol: str) -> None:
    assert READ(Cell(f" {symbol} "), percentage=True) == (None, SYMBOLS[symbol])
    assert SYMBOLS[symbol] not in FIGURES


def test_no_two_kinds_of_symbol_share_a_meaning() -> None:
    meanings = {SYMBOLS[each] for each in "*cz:-"}
    assert len(meanings) == 5
    assert READ(BLANK, percentage=True) == (None, CellStatus.BLANK)
    assert READ(Cell(0.0), percentage=True) == (0.0, CellStatus.PUBLISHED)


@given(st.decimals(0, 1, places=3))
def test_a_percentage_is_what_its_cell_is_formatted_as(share: object) -> None:
    """To the last decimal, and never for its size: 0.724 in a plain cell stays 0.724."""
    number = float(str(share))
    shown, _ = READ(Cell(number, per_cent=True), percentage=True)
    assert shown == pytest.approx(number * 100, abs=1e-9)
    assert len(str(shown)) <= 5
    assert READ(Cell(number), percentage=True)[0] == number
    shares = FigureReader(shares=True)
    assert shares.read(Cell(number), percentage=True)[0] == shown


@pytest.mark.parametrize(
    ("written", "value", "status"),
    [
        ("72.4", 72.4, CellStatus.PUBLISHED),
        ("72.4%", 72.4, CellStatus.PUBLISHED),
        ("72.4 p", 72.4, CellStatus.PROVISIONAL),
        ("72.4r", 72.4, CellStatus.PUBLISHED),
        ("0", 0.0, CellStatus.PUBLISHED),
    ],
)
def test_numbers_kept_as_text(written: str, value: float, status: CellStatus) -> None:
    assert READ(Cell(written), percentage=True) == (value, status)
    assert READ(Cell("1,234.5"), percentage=False) == (1234.5, CellStatus.PUBLISHED)


@pytest.mark.parametrize(
    ("cell", "percentage", "said"),
    [
        (Cell("n/a"), True, "neither a number nor one of the known symbols"),
        (Cell("1,23"), False, "a comma where a number has its decimal point"),
        (Cell("=cmd|' /C calc'!A0"), False, "neither a number"),
        (Cell("1e5"), False, "neither a number"),
        (Cell("٧"), False, "neither a number"),
        (Cell(0.5, per_cent=True), False, "shown as a percentage, which it cannot be"),
        (Cell("5%"), False, "shown as a percentage"),
        (Cell(-1.0), False, "below 0"),
        (Cell(101.0), True, "more than 100 %"),
        (Cell(float("inf")), False, "no finite number"),
        (Cell(datetime(2024, 1, 1)), False, "a date"),
        (Cell(5.0, merged=True), False, "merged range"),
        (Cell(wrong="a formula whose result was not saved"), False, "not saved"),
    ],
)
def test_what_is_no_figure_is_refused_without_its_value(
    cell: Cell, percentage: bool, said: str
) -> None:
    with pytest.raises(ValueError, match=said) as refused:
        READ(cell, percentage=percentage)
    assert cell.text == "" or cell.text not in str(refused.value)


@given(st.text(max_size=12), st.booleans())
def test_any_text_is_a_figure_a_symbol_or_refused(text: str, percentage: bool) -> None:
    """Nothing else, and never a number that the text does not write."""
    try:
        value, status = READ(Cell(text) if text.strip() else BLANK, percentage=percentage)
    except ValueError:
        return
    assert (value is not None) == (status in FIGURES)
    if value is not None:
        assert any(character in "0123456789" for character in text)


def test_symbols_of_one_s_own_file_come_first() -> None:
    own = FigureReader(symbols={"n/a": CellStatus.NOT_AVAILABLE, "*": CellStatus.NOT_APPLICABLE})
    assert own.read(Cell("n/a"), percentage=True) == (None, CellStatus.NOT_AVAILABLE)
    assert own.read(Cell("*"), percentage=True) == (None, CellStatus.NOT_APPLICABLE)


def test_titles_of_our_indicators_name_them() -> None:
    assert {indicator_of(each.title) for each in INDICATORS.values()} == set(INDICATORS)
