"""Which figures derived from records are not written, so that nobody can be told from the others.

The one place that decides, before anything is written, by the policy of disclosure control. It errs
on the side of telling less: where a figure rests on a count of people, records or attendances that
the policy calls small, every figure goes from which it could be had
by subtraction, whole groups at a time.

- A locality's year: all localities of the partnership that year.
- A locality's month: all months of all its partnership's localities.
- A partnership's year: its localities and Scotland with it, that year.
- A partnership's month: all months of the partnership, its localities and Scotland.

Those of no known locality count as one locality. Indicators that share what they count, such as the
four settings of MSG-5, go together. Where a month that goes was given out before, the years go too:
less the other months they would tell it.

``measures.disclosure`` takes far fewer figures from one table, cell by cell. A year of six places
and one indicator takes it half a second, and it knows counts that add up and nothing of days, or of
numerators beside denominators: too slow and too simple for the whole of an extract.
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from hsci_analysis.areas import SCOTLAND
from hsci_analysis.measures.disclosure import DisclosurePolicy
from hsci_analysis.records.counts import MONTH
from hsci_analysis.records.derivations import COUNTED

DAYS_OF_A_LIFE = 182.5
FAMILIES = {"MSG-1b": "attendances", "MSG-3": "attendances", "MSG-5": "lives", "NI-15": "lives"}
OF_DAYS = ("NI-13", "NI-15", "MSG-2", "MSG-5")
"""What the keys of indicators begin with whose numerator is days: many can be one person's."""
PEOPLE = ["cases", "counted", "among"]
PLACE = ("indicator", "period", "area_code", "locality")
Place = tuple[str, ...]


def withheld(
    figures: pd.DataFrame, policy: DisclosurePolicy, given_out: Collection[Place] = ()
) -> pd.Series[bool]:
    """Whether each of these figures is withheld; ``figures`` is the frame of ``Counts``, whole.

    ``given_out`` are figures that earlier files have shown: indicator, period, area and locality.
    """
    people = _people(figures)
    whole = people["locality"] == ""
    nation = people["area_code"] == SCOTLAND.code
    small = people[PEOPLE].apply(policy.is_small).any(axis="columns")
    rest = _small_rest(people, policy.largest_suppressed)
    group = people.assign(
        # A year is a group by itself; all months are one.
        period=people["period"].mask(people["kind"] == MONTH, MONTH),
        locality_small=small & ~whole | rest,
        partnership_small=small & whole & ~nation,
        whole_small=small & whole,
    ).groupby
    of_partnership = group(["family", "period", "area_code"])
    of_nation = group(["family", "period"])
    hidden = (
        of_partnership["partnership_small"].transform("any")
        | (~whole & of_partnership["locality_small"].transform("any"))
        | (nation & of_nation["whole_small"].transform("any"))
    )
    if not given_out:
        return hidden
    known = pd.MultiIndex.from_frame(people[list(PLACE)]).isin(list(given_out))
    told = people.assign(
        locality_told=hidden & known & ~whole,
        partnership_told=hidden & known & whole & ~nation,
        whole_told=hidden & known & whole,
    ).groupby
    of_area = told(["family", "area_code"])
    return (
        hidden
        | of_area["partnership_told"].transform("any")
        | (~whole & of_area["locality_told"].transform("any"))
        | (nation & told("family")["whole_told"].transform("any"))
    )


def _people(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures with how many people, records or attendances each number in them is of."""
    key = figures["indicator"]
    days = key.str.startswith(OF_DAYS)
    lives = key.map(_family) == "lives"
    counted = figures["divided_by"] == COUNTED
    return figures.assign(
        family=key.map(_family),
        counted=figures["numerator"].mask(days),
        among=(figures["denominator"] / lives.map({True: DAYS_OF_A_LIFE, False: 1.0})).where(
            counted
        ),
    )


def _family(key: str) -> str:
    return next((family for begins, family in FAMILIES.items() if key.startswith(begins)), key)


def _small_rest(people: pd.DataFrame, largest: int) -> pd.Series[bool]:
    """Whether a partnership's row has few people more than its localities have together."""
    key = ["indicator", "period", "area_code"]
    of_localities = people[people["locality"] != ""].groupby(key)[PEOPLE].sum()
    whole = people[people["locality"] == ""].set_index(key)[PEOPLE]
    rest = (whole - of_localities).apply(lambda left: left.between(1, largest)).any(axis="columns")
    return people[key].merge(rest.rename("small"), on=key, how="left")["small"].eq(True)
