"""What one cell says: a figure in the unit of its indicator, or which kind of nothing.

Nothing is told from how large a number is: a cell is a percentage where its own format, or a sign
written in it, says so.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from hsci_analysis.indicators.imports.words import PROVISIONAL
from hsci_analysis.sources.workbook import BLANK, Cell
from hsci_analysis.tables.imported_indicators import CellStatus

SYMBOLS: Mapping[str, CellStatus] = {
    "*": CellStatus.SUPPRESSED,
    "c": CellStatus.CONFIDENTIAL,
    "[c]": CellStatus.CONFIDENTIAL,
    "z": CellStatus.NOT_APPLICABLE,
    "[z]": CellStatus.NOT_APPLICABLE,
    ":": CellStatus.NOT_AVAILABLE,
    **dict.fromkeys("-–—", CellStatus.DASH),
}
NUMBER = re.compile(r"([+-]?(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.\d{1,15})?)\s*(%?)", re.ASCII)
REVISED = re.compile(r"(?<=\d)\s*(r|\(r\)|\[r\])$")
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d{1,2}\s*%?", re.ASCII)
HUNDRED = 100


@dataclass
class FigureReader:
    """Reads the figures of one table, and counts what it had to do to them.

    ``symbols`` are those of the file beside the usual ones; ``shares`` says that percentages are
    written as shares of one.
    """

    symbols: Mapping[str, CellStatus] = field(default_factory=dict)
    shares: bool = False
    done: Counter[str] = field(default_factory=Counter)

    def read(self, cell: Cell, *, percentage: bool) -> tuple[float | None, CellStatus]:
        """The number, or none, and what the cell says; ``percentage``: whether that is the unit.

        Raises
        ------
        ValueError
            In words, without the figure, where it can be neither.
        """
        if cell is BLANK:
            return None, CellStatus.BLANK
        if cell.text in self.symbols:
            return None, self.symbols[cell.text]
        if cell.wrong:
            raise ValueError(f"holds {cell.wrong}")
        if cell.merged:
            raise ValueError("stands in a merged range: of which of its cells is not said")
        if isinstance(cell.value, datetime):
            raise ValueError("is a date, not a number")
        number, sign, status = str(cell.value), cell.per_cent, CellStatus.PUBLISHED
        is_text = isinstance(cell.value, str)
        if is_text:
            if said := SYMBOLS.get(cell.text.casefold()):
                return None, said
            number, sign, status = _parsed(cell.text)
        if sign and not percentage:
            raise ValueError("is shown as a percentage, which it cannot be")
        if is_text:
            self.done["numbers kept as text, read as numbers"] += 1
        elif sign:
            self.done["figures in cells formatted as percentages, multiplied by 100"] += 1
        value = float(number)
        if percentage and (cell.per_cent or (self.shares and not sign)):
            value = float(Decimal(number) * HUNDRED)  # 0.724 is 72.4, not 72.39999999999999
        _refuse_impossible(value, percentage)
        return value, status


def _parsed(text: str) -> tuple[str, bool, CellStatus]:
    """A number kept as text, whether it is written with %, and whether it is marked provisional."""
    found = NUMBER.fullmatch(REVISED.sub("", PROVISIONAL.sub("", text)))
    if DECIMAL_COMMA.fullmatch(text):
        raise ValueError("has a comma where a number has its decimal point")
    if found is None:
        raise ValueError("is neither a number nor one of the known symbols")
    status = CellStatus.PROVISIONAL if PROVISIONAL.search(text) else CellStatus.PUBLISHED
    return found[1].replace(",", ""), bool(found[2]), status


def _refuse_impossible(value: float, percentage: bool) -> None:
    if not math.isfinite(value):
        raise ValueError("is no finite number")
    if value < 0:
        raise ValueError("is below 0")
    if percentage and value > HUNDRED:
        raise ValueError("is more than 100 %")
