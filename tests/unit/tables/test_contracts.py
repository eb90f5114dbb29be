"""How a broken promise is told."""

import pandas as pd
import pandera.pandas as pa

from hsci_analysis.tables.contracts import broken_promises, rows


def _raises(frame: pd.DataFrame) -> pd.Series:
    raise ValueError("something of Python's")


def test_what_a_check_raises_is_never_told() -> None:
    check = pa.Check(_raises, error="a sound figure")
    schema = pa.DataFrameSchema(
        {"figure": pa.Column(checks=check)}, checks=rows(_raises, "sound rows")
    )
    told = broken_promises(schema, pd.DataFrame({"figure": [1, 2]}))
    assert sorted(told) == [
        "figure: cannot be held to the promise: a sound figure",
        "rows: cannot be held to the promise: sound rows",
    ]
