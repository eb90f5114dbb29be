"""How often the tests of change find one, where there is none and where there is.

The table beside this file holds what they gave on simulated series like the published ones:
``python -m tests.benchmarks.change.rates`` writes it anew.
"""

from __future__ import annotations

from importlib.resources import files
from io import StringIO
from typing import Final

import pandas as pd

TABLE: Final = "error_rates.csv"
COLUMNS: Final = (
    "figures",
    "question",
    "moving",
    "change",
    "tested",
    "found",
    "by_levels",
    "smallest_rise",
)
NONE: Final = "none"
SMALLEST: Final = "the smallest said to be seen"
AUTOREGRESSION: Final = "autoregression"
RANDOM_WALK: Final = "random walk"


def error_rates() -> pd.DataFrame:
    """One row for each set of simulated series: how many were called changed.

    ``figures`` names the published series they are like, ``question`` what was asked, ``moving``
    how their level moves by itself, and ``change`` what was put into them (``none``, or a rise).
    Of ``tested`` series, ``found`` per cent were called changed, ``by_levels`` per cent had no
    slope claimed; ``smallest_rise`` is the median of the smallest said to be seen.
    """
    text = files(__package__).joinpath(TABLE).read_text(encoding="utf-8")
    return pd.read_csv(StringIO(text), keep_default_na=False, na_values=[""])
