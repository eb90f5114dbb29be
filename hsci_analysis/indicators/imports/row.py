"""One row of a table, placed: which area, indicator and period each of its figures is of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hsci_analysis.areas import Area, HealthBoard
from hsci_analysis.errors import ParametersError
from hsci_analysis.indicators.imports.description import FileDescription, Role
from hsci_analysis.indicators.imports.figures import FigureReader
from hsci_analysis.indicators.imports.layout import Table, quoted
from hsci_analysis.indicators.imports.words import (
    KEY,
    PeriodFound,
    area_of,
    indicator_of,
    is_provisional,
    period_of,
)
from hsci_analysis.indicators.indicator import Indicator, PeriodRule
from hsci_analysis.indicators.period_rule import SurveyRound
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.measures.catalogue import Measure, find_measure
from hsci_analysis.periods import CalendarYear, FinancialYear, Month, Quarter
from hsci_analysis.sources.workbook import BLANK, Cell
from hsci_analysis.tables.imported_indicators import FIGURES, CellStatus

PERCENTAGE = "%"
MONTHLY = "every month"
OTHER_AREAS = ("other", "undetermined", "total", "grand total")
WHOLE_LOCALITY = ("", "all")
WHOLE_YEAR = ("annual",)
PARTS_OF_YEAR = {*(f"q{number}" for number in range(1, 5)), *(f"m{each}" for each in range(1, 13))}
ESTIMATES: Mapping[str, CellStatus] = {
    **dict.fromkeys(("", "no", "n"), CellStatus.PUBLISHED),
    **dict.fromkeys(("yes", "y", "p"), CellStatus.PROVISIONAL),
}
ALL_AGES = ("", "all", "all ages")
AGES = {
    f"aged {age} and over": (f"{age}+", f"{age}plus", f"{age} and over") for age in (18, 65, 75)
}
BY_CALENDAR_YEAR = (PeriodRule.CALENDAR_YEAR, PeriodRule.CENSUS_YEAR)


class NotForUs(Exception):  # noqa: N818  # no error: figures that are left, and why
    """Figures that are rightly in the file, and that no indicator of ours is."""


@dataclass(frozen=True)
class Figure:
    """One cell of the file, placed; ``indicator`` is the key of it, or of a measure."""

    indicator: str
    period: str
    area: Area
    status: CellStatus
    row: int
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    lower: float | None = None
    upper: float | None = None

    @property
    def said(self) -> tuple[float | str | None, ...]:
        """All but where it stands."""
        numbers = (self.value, self.numerator, self.denominator, self.lower, self.upper)
        return (str(self.status), *numbers)


@dataclass(frozen=True)
class Row:
    """A row below the header of a table."""

    table: Table
    number: int
    cells: tuple[Cell, ...]
    reader: FigureReader
    description: FileDescription | None

    @property
    def is_blank(self) -> bool:
        used = {place for places in self.table.columns.values() for place in places}
        return all(self._at(place) is BLANK for place in (*used, *self.table.figures))

    @property
    def is_note(self) -> bool:
        """Nothing where figures stand, and no area or period that could have one there."""
        if any(self._at(place) is not BLANK for place in self.table.figures):
            return False
        areas, periods = self._all(Role.AREA), self._all(Role.PERIOD)
        return not (
            all(isinstance(area_of(cell.text), Area) for cell in areas)
            and all(period_of(cell) for cell in periods)
        )

    def figure(self, place: int) -> Figure:
        """What stands in that column.

        Raises
        ------
        NotForUs
            If it is of a locality, a quarter, another indicator: with the reason.
        ValueError
            If it cannot be placed, or is no figure: in words, without the figure.
        """
        if self._text(Role.LOCALITY) not in WHOLE_LOCALITY:
            raise NotForUs("localities: figures are kept of whole partnerships")
        area = self._area(place)
        if self.description and self.description.measure:
            return self._of_measure(find_measure(self.description.measure), area, place)
        indicator = self._indicator(place)
        period = _fitting(indicator, self._period(place))
        if Role.AGE in self.table.columns and self._text(Role.AGE) not in _ages(indicator):
            raise NotForUs(f"ages other than those {indicator.key} is of")
        try:
            value, status = self._read(self._at(place), Role.VALUE, indicator)
            numbers = self._beside(indicator, value) if status in FIGURES else {}
        except ValueError as wrong:
            raise ValueError(f"{indicator.key}: {wrong}") from None
        if status in FIGURES and self._is_estimate(place):
            status = CellStatus.PROVISIONAL
        return Figure(indicator.key, str(period), area, status, self.number, value=value, **numbers)

    def _of_measure(self, measure: Measure, area: Area, place: int) -> Figure:
        period = self._period(place)
        if not isinstance(period, Month):
            raise ValueError(f"{period} is no month, and a series of one's own is kept by month")
        try:
            value, status = self._read(self._at(place), Role.VALUE, measure)
        except ValueError as wrong:
            raise ValueError(f"{measure.key}: {wrong}") from None
        if status in FIGURES and self._is_estimate(place):
            status = CellStatus.PROVISIONAL
        return Figure(measure.key, str(period), area, status, self.number, value=value)

    def _at(self, place: int) -> Cell:
        return self.cells[place] if place < len(self.cells) else BLANK

    def _all(self, role: Role) -> list[Cell]:
        return [self._at(place) for place in self.table.columns.get(role, ())]

    def _text(self, role: Role) -> str:
        return "".join(cell.text for cell in self._all(role)).casefold()

    def _texts(self, role: Role) -> list[str]:
        cells = [cell for cell in self._all(role) if cell is not BLANK]
        if wrong := next((cell.wrong for cell in cells if cell.wrong), ""):
            raise ValueError(f"the {role} holds {wrong}")
        return [cell.text for cell in cells]

    def _read(
        self, cell: Cell, role: Role, of: Indicator | Measure
    ) -> tuple[float | None, CellStatus]:
        counted = role in (Role.NUMERATOR, Role.DENOMINATOR)
        try:
            return self.reader.read(cell, percentage=of.unit.startswith(PERCENTAGE) and not counted)
        except ValueError as wrong:
            raise ValueError(f"the {role} {wrong}") from None

    def _beside(self, indicator: Indicator, value: float | None) -> dict[str, float | None]:
        """Numerator, denominator and limits, where there are columns of them."""
        numbers: dict[str, float | None] = {}
        for role in (Role.NUMERATOR, Role.DENOMINATOR, Role.LOWER, Role.UPPER):
            for cell in self._all(role):
                numbers[role.value], _ = self._read(cell, role, indicator)
        lower, upper = numbers.get("lower"), numbers.get("upper")
        if (lower is None) != (upper is None):
            raise ValueError("has one limit without the other")
        if lower is not None and not lower <= (value or 0) <= (upper or 0):
            raise ValueError("the value is not between its limits: were columns exchanged?")
        return numbers

    def _is_estimate(self, place: int) -> bool:
        estimate = ESTIMATES.get(self._text(Role.ESTIMATE))
        if estimate is None:
            raise ValueError("the column of estimates says neither yes nor no")
        header = [self.table.header[place]] if self.table.across is Role.PERIOD else []
        return estimate is CellStatus.PROVISIONAL or any(
            is_provisional(cell) for cell in [*self._all(Role.PERIOD), *header]
        )

    def _said(self, role: Role, place: int) -> object | None:
        """What the header above the figure, or the title, says."""
        if self.table.across is role:
            return self.table.named[place]
        return self.table.fixed.get(role)

    def _area(self, place: int) -> Area:
        said = self._said(Role.AREA, place)
        if isinstance(said, Area):
            return said
        names = self._texts(Role.AREA)
        aliases = self.description.areas if self.description else {}
        leave = [*OTHER_AREAS, *(self.description.leave_areas if self.description else ())]
        if not names:
            raise ValueError("a figure and no area")
        if all(name.casefold() in map(str.casefold, leave) for name in names):
            raise NotForUs(f"of no area we report on: {quoted(names[0])}")
        found = []
        for name in names:
            area = area_of(aliases.get(name, name))
            if not isinstance(area, Area):
                raise ValueError(str(area))
            found.append(area)
        if len(set(found)) > 1:
            raise ValueError(f"names two areas: {' and '.join(map(str, dict.fromkeys(found)))}")
        if isinstance(found[0], HealthBoard):
            raise NotForUs("health boards: indicators are counted by area of residence")
        return found[0]

    def _indicator(self, place: int) -> Indicator:
        said = self._said(Role.INDICATOR, place)
        texts = [said] if isinstance(said, str) else self._texts(Role.INDICATOR)
        numbers = self._texts(Role.NUMBER)
        numbered = [f"NI-{int(each)}" if each.isdecimal() else each for each in numbers]
        if not texts + numbered:
            raise ValueError("a figure and no indicator")
        known = dict.fromkeys(key for each in texts + numbered if (key := indicator_of(each)))
        if len(known) > 1:
            raise ValueError(f"names two indicators: {' and '.join(known)}")
        (key,) = known or [""]
        if key in INDICATORS:
            return INDICATORS[key]
        if key[:-1] in INDICATORS and key[-1].isalpha():
            raise NotForUs(f"{key}: a part of an indicator, or none of ours")
        name = (texts + numbered)[0]
        if KEY.fullmatch(name):
            raise ValueError(f"there is no indicator {quoted(name)} of that number and title")
        raise NotForUs(f"another indicator: {quoted(name)}")

    def _period(self, place: int) -> PeriodFound:
        said = self._said(Role.PERIOD, place)
        if said is None:
            if not self._texts(Role.PERIOD):
                raise ValueError("a figure and no period")
            (cell,) = self._all(Role.PERIOD)
            said = period_of(cell)
            if said is None:
                raise ValueError(
                    f"{quoted(cell.text)} is no period such as 2023/24, 2023 or 2024-06"
                )
        part = self._text(Role.PART)
        if isinstance(said, Quarter) or part in PARTS_OF_YEAR:
            raise NotForUs("quarters, or single months of a year: no indicator is given by them")
        whole = part in WHOLE_YEAR or Role.PART not in self.table.columns
        if not whole or not isinstance(said, FinancialYear | CalendarYear | Month):
            raise ValueError(f"{quoted(part)} is no part of a year such as Annual or Q1")
        return said


def _ages(indicator: Indicator) -> tuple[str, ...]:
    return next((ages for words, ages in AGES.items() if words in indicator.population), ALL_AGES)


def _fitting(indicator: Indicator, period: PeriodFound) -> PeriodFound:
    """The period, where the indicator is given by periods of that kind."""
    key, rule = indicator.key, indicator.period_rule
    if rule is PeriodRule.NONE:
        raise NotForUs(f"{key}, which has never been reported")
    if isinstance(period, Month):
        if indicator.frequency != MONTHLY:
            raise NotForUs(f"months of {key}, which is given by year")
    elif rule is PeriodRule.SURVEY_ROUND:
        if not isinstance(period, FinancialYear):
            raise ValueError(f"{key} is given by survey, such as 2023/24, and not for {period}")
        try:
            SurveyRound(period)
        except ParametersError as none:
            raise ValueError(f"{key}: {none}") from None
    elif rule is PeriodRule.FINANCIAL_YEAR and isinstance(period, CalendarYear):
        raise NotForUs(f"calendar years of {key}, which is given by financial year")
    elif rule in BY_CALENDAR_YEAR and isinstance(period, FinancialYear):
        raise NotForUs(f"financial years of {key}, which is given by calendar year")
    return period
