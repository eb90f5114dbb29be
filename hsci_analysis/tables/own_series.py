"""Monthly figures of measures that a partnership keeps itself: one release an imported file.

They stand beside the published ones and are served only to whoever asks for a partnership's own.
Nothing of it is committed.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandera.pandas as pa

from hsci_analysis.tables.contracts import rows
from hsci_analysis.tables.imported_indicators import CellStatus
from hsci_analysis.tables.table import Table

NOT_SUBMITTED = "not submitted"
STATUSES: Mapping[CellStatus, str] = {
    CellStatus.PUBLISHED: "published",
    CellStatus.PROVISIONAL: "provisional",
    CellStatus.SUPPRESSED: "suppressed",
    CellStatus.CONFIDENTIAL: "suppressed",
    CellStatus.NOT_APPLICABLE: NOT_SUBMITTED,
    CellStatus.NOT_AVAILABLE: NOT_SUBMITTED,
    CellStatus.DASH: NOT_SUBMITTED,
    CellStatus.BLANK: NOT_SUBMITTED,
}
"""The status of a series' month, by what its cell in the file says."""

TABLE = Table(
    key="own_series",
    inputs=(),
    reconciliation="nothing: a release is what one file says",
    reconcile=lambda *frames: [],
    tidy=lambda *frames: frames[0],
    contract=pa.DataFrameSchema(
        {
            "month": pa.Column("datetime64[us]"),
            "area_code": pa.Column("str", pa.Check.str_matches(r"^S\d{8}$")),
            "measure": pa.Column("str"),
            "value": pa.Column("float64", nullable=True),
            "status": pa.Column("str", pa.Check.isin(set(STATUSES.values()))),
        },
        checks=[
            rows(
                lambda table: (
                    table["value"].notna() == table["status"].isin(["published", "provisional"])
                ),
                "a value exactly where it is published or provisional",
            )
        ],
        unique=["month", "area_code", "measure"],
        strict="filter",
        ordered=True,
    ),
    period="month",
)
