"""How long periods are, in days: what counts are divided by, and averages weighted by."""

from __future__ import annotations

import pandas as pd


def days_in(periods: pd.PeriodIndex) -> pd.Index[int]:
    """How many days each of these periods has, shape (n,)."""
    return (periods.end_time.normalize() - periods.start_time).days + 1
