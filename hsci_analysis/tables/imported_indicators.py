"""Figures of indicators from files that people have: one release an imported file.

A release holds what its file says and no more; releases stand side by side, and which of them a
figure is taken from is decided where it is asked for. Nothing of it is committed.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import pandera.pandas as pa

from hsci_analysis.periods import CalendarYear, FinancialYear, Month
from hsci_analysis.tables.contracts import rows
from hsci_analysis.tables.table import Table


class CellStatus(StrEnum):
    """What a cell of the file says: a figure, or which kind of nothing."""

    PUBLISHED = "published"
    PROVISIONAL = "provisional"
    SUPPRESSED = "suppressed"
    CONFIDENTIAL = "confidential"
    NOT_APPLICABLE = "not applicable"
    NOT_AVAILABLE = "not available"
    DASH = "dash"
    BLANK = "blank"


FIGURES = (CellStatus.PUBLISHED, CellStatus.PROVISIONAL)
NUMBERS = ("value", "numerator", "denominator", "lower", "upper")
KEY = ["indicator", "period", "area_code"]
PERIOD = r"\d{4}(/\d{2}|-\d{2})?"
"""A financial year ``2023/24``, a calendar year ``2023`` or a month ``2024-06``."""

TABLE = Table(
    key="imported_indicators",
    inputs=(),
    reconciliation="nothing: a release is what one file says",
    reconcile=lambda *frames: [],
    tidy=lambda *frames: frames[0],
    contract=pa.DataFrameSchema(
        {
            "indicator": pa.Column("str", pa.Check.str_matches(r"^(NI|MSG)-\d+$")),
            "period": pa.Column("str", pa.Check.str_matches(f"^{PERIOD}$")),
            "area_code": pa.Column("str", pa.Check.str_matches(r"^S\d{8}$")),
            "status": pa.Column("str", pa.Check.isin([each.value for each in CellStatus])),
            **{name: pa.Column("float64", nullable=True) for name in NUMBERS},
        },
        checks=[
            rows(
                lambda table: table["value"].notna() == table["status"].isin(FIGURES),
                "a value exactly where it is published or provisional",
            ),
            rows(
                lambda table: table["lower"].isna() == table["upper"].isna(),
                "with both limits or none",
            ),
        ],
        unique=KEY,
        strict="filter",
        ordered=True,
    ),
    period="period",
)


def last_day_of(period: str) -> date:
    """The last day of a period as it is written here."""
    if "/" in period:
        return FinancialYear.parse(period).last_day
    return (Month if "-" in period else CalendarYear).parse(period).last_day
