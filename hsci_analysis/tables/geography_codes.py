"""Which council area belongs to which partnership and health board, with codes now retired.

One row is one code of a council area while it lay in one code of a health board. A row is in force
when none of its three areas is archived; those rows agree with ``data/reference/``, which knows
the codes and names of all.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from hsci_analysis.areas import SCOTLAND, council_areas, health_boards, partnerships
from hsci_analysis.tables.columns import Column, date, matching, one_of, text
from hsci_analysis.tables.contracts import PublishedFile, named, rows
from hsci_analysis.tables.table import Table

LEVELS = {
    "council_area": ("CA", r"S12\d{6}"),
    "partnership": ("HSCP", r"S37\d{6}"),
    "health_board": ("HB", r"S08\d{6}"),
}
KINDS = {
    "council_area": council_areas,
    "partnership": partnerships,
    "health_board": health_boards,
}
FIELDS = ("code", "name", "enacted", "archived")
COUNTRY = one_of("Country", "country", SCOTLAND.code)
KEY = ("council_area_code", "health_board_code")


def _columns(level: str) -> tuple[Column, ...]:
    published, pattern = LEVELS[level]
    return (
        matching(published, f"{level}_code", pattern, f"a {level.replace('_', ' ')} code"),
        text(f"{published}Name", f"{level}_name"),
        date(f"{published}DateEnacted", f"{level}_enacted"),
        date(f"{published}DateArchived", f"{level}_archived", may_be_empty=True),
    )


def _lasted(level: str) -> pa.Check:
    enacted, archived = f"{level}_enacted", f"{level}_archived"
    published, _ = LEVELS[level]
    return rows(
        lambda frame: (frame[archived] == "") | (frame[enacted] <= frame[archived]),
        f"enacted before they were archived ({published}DateEnacted, {published}DateArchived)",
    )


def _in_reference(level: str) -> pa.Check:
    """Names are stored and nothing is joined on them, so that nothing else would notice."""
    code, name = f"{level}_code", f"{level}_name"
    published, _ = LEVELS[level]

    def known(frame: pd.DataFrame) -> pd.Series:
        pairs = [
            (known_code, spelling)
            for area in KINDS[level]()
            for known_code in (area.code, *area.retired_codes)
            for spelling in (area.name, *area.other_spellings)
        ]
        return pd.Series(pd.MultiIndex.from_frame(frame[[code, name]]).isin(pairs), frame.index)

    return rows(known, f"a code with its name, as in data/reference ({published}, {published}Name)")


def _enacted_from(level: str, first: str, because: str) -> pa.Check:
    published, _ = LEVELS[level]
    return rows(
        lambda frame: frame[f"{level}_enacted"] >= first,
        f"enacted from {first} on in {published}DateEnacted ({because})",
    )


COUNCIL_AREAS = PublishedFile(
    columns=(*(column for level in LEVELS for column in _columns(level)), COUNTRY),
    key=KEY,
    order=KEY,
    rows=(
        *(_lasted(level) for level in LEVELS),
        *(_in_reference(level) for level in LEVELS),
        _enacted_from("council_area", "19960401", "there were no such areas before"),
        _enacted_from("partnership", "20150401", "the law was not in force before"),
    ),
)
HEALTH_BOARDS = PublishedFile(
    columns=(*_columns("health_board"), COUNTRY),
    key=("health_board_code",),
    order=("health_board_code",),
    rows=(_lasted("health_board"), _in_reference("health_board")),
)


def _in_force(table: pd.DataFrame) -> pd.Series:
    archived = [f"{level}_archived" for level in LEVELS]
    return (table[archived] == "").all(axis="columns")


def _reconcile(*frames: pd.DataFrame) -> list[str]:
    council_areas, boards = frames
    board = [f"health_board_{field}" for field in FIELDS]
    differing = (
        council_areas[board]
        .drop_duplicates()
        .merge(boards[board], how="outer", indicator="found_in")
        .query("found_in != 'both'")["health_board_code"]
    )
    broken = []
    if not differing.empty:
        broken.append(f"the two files describe these boards differently: {named(differing)}")
    codes = [f"{level}_code" for level in LEVELS]
    in_force = set(
        council_areas.loc[_in_force(council_areas), codes].itertuples(index=False, name=None)
    )
    reference = {
        (council_area, partnership.code, partnership.health_board)
        for partnership in partnerships()
        for council_area in partnership.council_areas
    }
    if unlike := in_force ^ reference:
        broken.append(
            "rows in force that differ from data/reference, of council areas "
            + named(council_area for council_area, _, _ in unlike)
        )
    return broken


def _tidy(*frames: pd.DataFrame) -> pd.DataFrame:
    council_areas = frames[0]
    dates = [f"{level}_{field}" for level in LEVELS for field in ("enacted", "archived")]
    days = {
        name: pd.to_datetime(
            council_areas[name].where(council_areas[name] != ""), format="%Y%m%d"
        ).astype("datetime64[us]")
        for name in dates
    }
    return council_areas.assign(in_force=_in_force(council_areas), **days)


TABLE = Table(
    key="geography_codes",
    inputs=((COUNCIL_AREAS,), (HEALTH_BOARDS,)),
    reconciliation="exact: both files describe each board alike; rows in force are data/reference",
    reconcile=_reconcile,
    tidy=_tidy,
    contract=pa.DataFrameSchema(
        {
            f"{level}_{field}": pa.Column(
                "datetime64[us]" if field in ("enacted", "archived") else "str",
                nullable=field == "archived",
            )
            for level in LEVELS
            for field in FIELDS
        }
        | {"in_force": pa.Column("bool")},
        unique=list(KEY),
        strict="filter",
        ordered=True,
    ),
)
