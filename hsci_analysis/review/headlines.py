"""The headline measures of all partnerships as small charts of one scale, each in its tile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from hsci_analysis.findings.finding import Kind
from hsci_analysis.findings.numerals import write_figure
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.review.held import Report
from hsci_analysis.review.tiles import Tile, tiles
from hsci_analysis.runs.provenance import Record

HEADLINES: Final = ("NI-12", "NI-13", "NI-14", "NI-19")
"""How many come into hospital in an emergency, for how long, how many again, who waits to leave."""
WIDTH, HEIGHT, MARGIN = 100, 36, 4
"""Of a small chart, in units of its own."""


@dataclass(frozen=True)
class Small:
    """One partnership's figures of a measure: as points of a small chart, and in words."""

    tile: Tile
    lines: tuple[str, ...]
    points: tuple[tuple[float, float], ...]
    latest: str
    period: str
    heard: str


@dataclass(frozen=True)
class Headline:
    """A measure in all partnerships; no small charts where no figure of it is held."""

    title: str
    unit: str
    most: str
    periods: str
    smalls: tuple[Small, ...]


def headlines(reports: Mapping[str, Report]) -> tuple[Headline, ...]:
    """Each headline measure, from the findings of the reports, by folder name."""
    return tuple(_headline(key, reports) for key in HEADLINES)


def _headline(key: str, reports: Mapping[str, Report]) -> Headline:
    levels = {tile: _levels(key, tile, reports) for tile in tiles()}
    held = [finding for each in levels.values() for finding in each]
    indicator = INDICATORS[key]
    if not held:
        return Headline(indicator.title, "", "", "", ())
    held.sort(key=_year)
    first, last = held[0], held[-1]
    top = max(finding["value"] for finding in held) or 1.0
    return Headline(
        title=last["measure_title"],
        unit=last["unit"],
        most=write_figure(top, last["decimals"]),
        periods=f"{first['period']} to {last['period']}",
        smalls=tuple(
            _small(tile, each, _year(first), max(1, _year(last) - _year(first)), top)
            for tile, each in levels.items()
        ),
    )


def _levels(key: str, tile: Tile, reports: Mapping[str, Report]) -> list[Record]:
    """The partnership's own figures of the measure, oldest first."""
    report = reports.get(tile.partnership.slug)
    found = {
        finding["id"]: finding
        for part in (report.parts.values() if report else ())
        for finding in part.findings.values()
        if finding["measure"] == key
        and finding["kind"] == Kind.LEVEL
        and finding["area_code"] == tile.partnership.code
        and finding["value"] is not None
    }
    return sorted(found.values(), key=_year)


def _year(finding: Record) -> int:
    return int(finding["period"][:4])


def _small(tile: Tile, levels: list[Record], first: int, years: int, top: float) -> Small:
    """From zero to the largest figure of all; a year without a figure breaks the line."""
    across, up = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    points = tuple(
        (
            round(MARGIN + across * (_year(each) - first) / years, 1),
            round(HEIGHT - MARGIN - up * each["value"] / top, 1),
        )
        for each in levels
    )
    if not levels:
        return Small(tile, (), (), "none", "", "no figure")
    last = levels[-1]
    told = [f"{_written(each)} in {each['period']}" for each in (levels[0], last)]
    return Small(
        tile,
        tuple(_runs(levels, points)),
        points,
        _written(last),
        last["period"],
        f"from {told[0]} to {told[1]}" if len(levels) > 1 else told[0],
    )


def _runs(levels: list[Record], points: tuple[tuple[float, float], ...]) -> Iterator[str]:
    """The lines to draw: the points of years that follow each other."""
    numbered = enumerate(zip(levels, points, strict=True))
    for _, run in groupby(numbered, key=lambda each: _year(each[1][0]) - each[0]):
        joined = [point for _, (_, point) in run]
        if len(joined) > 1:
            yield " ".join(f"{across},{down}" for across, down in joined)


def _written(finding: Record) -> str:
    return write_figure(finding["value"], finding["decimals"])
