"""Indicators derived from an extract of records, as rows of the tidy table with localities."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from hsci_analysis.areas import SCOTLAND, partnerships
from hsci_analysis.indicators.nothing import EmptyCell, Reason
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.indicators.value import Standing
from hsci_analysis.indicators.values import TIDY_COLUMNS
from hsci_analysis.indicators.withholding import Place, withheld
from hsci_analysis.measures.disclosure import DisclosurePolicy
from hsci_analysis.measures.intervals import ConfidenceInterval, byar, wilson
from hsci_analysis.records.counts import MONTH, Counts
from hsci_analysis.records.derivations import ADULTS, NOTHING, OLDER_PEOPLE

DERIVED_COLUMNS = {**TIDY_COLUMNS, "locality": "str"}
SOURCE = "Derived from records of hospital episodes, attendances and deaths"
SYNTHETIC = "SYNTHETIC: made-up records, about nobody. "
UNCONTROLLED = "NOT DISCLOSURE CONTROLLED: for the owner of the records alone. "


@dataclass(frozen=True)
class Printed:
    """How an indicator is printed: its unit, what a ratio is multiplied by, and its limits."""

    unit: str
    per: float = 1
    limits: Callable[[float, float, float], ConfidenceInterval] | None = None


def _core(key: str, per: float, limits: Callable[..., ConfidenceInterval] | None) -> Printed:
    return Printed(INDICATORS[key].unit, per, limits)


BED_DAYS, PER_CENT_OF_LIFE = Printed("bed days"), Printed("% of the last six months of life", 100)
PRINTED: Mapping[str, Printed] = {
    "NI-12": _core("NI-12", 100_000, byar),
    "NI-13": _core("NI-13", 100_000, None),
    "NI-14": _core("NI-14", 1_000, wilson),
    "NI-15": _core("NI-15", 100, None),
    "NI-16": _core("NI-16", 1_000, byar),
    "MSG-1a": Printed("admissions"),
    "MSG-1b": Printed("admissions"),
    "MSG-1b-conversion": Printed("% of attendances", 100),
    "MSG-2a": BED_DAYS,
    "MSG-2b": BED_DAYS,
    "MSG-2c": BED_DAYS,
    "MSG-3": Printed("attendances"),
    "MSG-3-within-4-hours": Printed("% of attendances", 100),
    "MSG-5-community": PER_CENT_OF_LIFE,
    "MSG-5-community-hospital": PER_CENT_OF_LIFE,
    "MSG-5-hospice": PER_CENT_OF_LIFE,
    "MSG-5-large-hospital": PER_CENT_OF_LIFE,
}
"""Units and limits as the registry has them. Bed days and shares of life have no limits, nor has
what the ministerial group counts: that is all there is, and no sample."""


def tidy_derived(
    counts: Counts,
    release: str,
    policy: DisclosurePolicy | None,
    given_out: Collection[Place] = (),
) -> pd.DataFrame:
    """What an extract counts up to, as rows of the tidy table and ``locality``, safe to write.

    Parameters
    ----------
    release
        What tells this extract from another, such as the day it was taken.
    policy
        Which counts are small. None leaves nothing out, and says so in every row: that is for the
        records' owner to decide.
    given_out
        Figures that earlier files have shown, as ``given_out`` of ``written`` reads them.

    Returns
    -------
    pandas.DataFrame
        ``DERIVED_COLUMNS``; ``locality`` is empty for the whole area. Months are written
        ``2024-03``, years as everywhere. An indicator that cannot be derived
        has a row a year and area that says what is missing.
    """
    figures = counts.frame
    rows = figures.assign(
        value=_value(figures),
        lower=np.nan,
        upper=np.nan,
        unit=figures["indicator"].map(lambda key: PRINTED[key].unit),
        status=_standing(figures),
        reason="",
    )
    for why, where in _nothing(figures, policy, given_out):
        rows = _emptied(rows, where, why)
    rows = pd.concat([_with_limits(rows), _not_derivable(counts)], ignore_index=True)
    label = SYNTHETIC * counts.synthetic + UNCONTROLLED * (policy is None)
    names = {each.code: each.name for each in (*partnerships(), SCOTLAND)}
    rows = rows.assign(area=rows["area_code"].map(names), source=label + SOURCE, release=release)
    return rows[list(DERIVED_COLUMNS)].astype(DERIVED_COLUMNS)


def _value(figures: pd.DataFrame) -> pd.Series[float]:
    per = figures["indicator"].map(lambda key: PRINTED[key].per)
    ratio = figures["numerator"] / figures["denominator"].where(figures["denominator"] > 0) * per
    return ratio.mask(figures["divided_by"] == NOTHING, figures["numerator"])


def _standing(figures: pd.DataFrame) -> pd.Series[str]:
    """Provisional where the estimate of the people is one of an earlier year."""
    rate = figures["divided_by"].isin([ADULTS, OLDER_PEOPLE])
    earlier = figures["copied_forward"].fillna(False).astype("bool") & rate
    return earlier.map({True: Standing.PROVISIONAL.value, False: Standing.COMPUTED.value})


def _nothing(
    figures: pd.DataFrame, policy: DisclosurePolicy | None, given_out: Collection[Place]
) -> Iterator[tuple[EmptyCell, pd.Series[bool]]]:
    """Why figures are empty, and which; what is withheld comes last, for it hides the rest."""
    denominator, nothing = figures["denominator"], figures["divided_by"] == NOTHING
    words = "there is nobody, or nothing, to divide by"
    yield EmptyCell(Reason.NOBODY, words), ~nothing & (denominator == 0)
    words = "no population estimate of the year or the three before is held"
    yield EmptyCell(Reason.INCOMPLETE, words), ~nothing & denominator.isna()
    if policy:
        few = policy.largest_suppressed + 1
        words = f"this or another figure could tell of fewer than {few} people"
        yield EmptyCell(Reason.SUPPRESSED, words), withheld(figures, policy, given_out)


def _emptied(rows: pd.DataFrame, where: pd.Series[bool], why: EmptyCell) -> pd.DataFrame:
    numbers = ["value", "numerator", "denominator"]
    emptied = rows.assign(**{name: rows[name].mask(where) for name in numbers})
    return emptied.assign(
        status=rows["status"].mask(where, str(why.kind)),
        reason=rows["reason"].mask(where, f"{why.reason}: {why.words}"),
    )


def _with_limits(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with limits where there are any; counts that recur are worked out once."""
    for key, printed in PRINTED.items():
        if printed.limits is None:
            continue
        limits = cache(printed.limits)
        filled = rows.index[(rows["indicator"] == key) & rows["value"].notna()]
        counted = rows.loc[filled, ["numerator", "denominator"]].itertuples(index=False)
        found = [limits(*each, printed.per) for each in counted]
        rows.loc[filled, "lower"] = [each.lower for each in found]
        rows.loc[filled, "upper"] = [each.upper for each in found]
    return rows


def _not_derivable(counts: Counts) -> pd.DataFrame:
    """A row a year (or month, where there is no whole year) and area of what cannot be derived."""
    years = [period for kind, period in counts.periods if kind != MONTH]
    rows = [
        {
            "indicator": key,
            "area_code": code,
            "period": period,
            "unit": PRINTED[key].unit,
            "status": str(cell.kind),
            "reason": f"{cell.reason}: {cell.words}",
            "locality": "",
        }
        for key, lacking in counts.missing.items()
        for cell in [EmptyCell(Reason.NOT_DERIVABLE, f"there are no {', no '.join(lacking)}")]
        for period in years or [period for _, period in counts.periods]
        for code in counts.area_codes
    ]
    return pd.DataFrame(rows)
