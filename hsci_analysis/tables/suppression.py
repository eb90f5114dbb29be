"""Counts below five are not published: what that leaves to be known of a total.

A suppressed cell holds 0 to 4. Where its neighbours and a published total would give it away, we
leave it suppressed all the same: undoing disclosure control is not ours to do.
"""

from __future__ import annotations

import pandas as pd

SMALLEST_PUBLISHED = 5
LARGEST_SUPPRESSED = SMALLEST_PUBLISHED - 1


def bounds(counts: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """What is known of the sum of ``admissions``, suppressed where empty.

    Returns one row for each combination of ``by`` (its index); columns ``lower``, the sum of the
    published counts, ``suppressed``, how many cells are not published, and ``upper``, what the sum
    cannot exceed.
    """
    known = counts.assign(suppressed=counts["admissions"].isna()).groupby(by, observed=True)
    sums = known.agg(lower=("admissions", "sum"), suppressed=("suppressed", "sum")).astype("int64")
    return sums.assign(upper=sums["lower"] + LARGEST_SUPPRESSED * sums["suppressed"])
