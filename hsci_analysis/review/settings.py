"""What else differs between two runs of a notebook: releases, settings, code and versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hsci_analysis.runs.provenance import Record

NOTHING = "none"


def settings_changed(before: Record, after: Record) -> tuple[str, ...]:
    """What two records of a manifest were made from that is not the same, in words."""
    return tuple(_changed(before, after))


def releases_of(record: Record) -> dict[str, str]:
    """By table, the name of the newest release that a page rests on."""
    return {each["table"]: each["release_name"] for each in record["inputs"]["tables"]}


def _changed(before: Record, after: Record) -> Iterator[str]:
    titles = {
        each["table"]: each["source"]
        for record in (before, after)
        for each in record["inputs"]["tables"]
    }
    for table, was, now in _unlike(releases_of(before), releases_of(after)):
        yield f"Figures: {titles[table]}: release {was} before, {now} now"
    for name, was, now in _unlike(before["parameters"], after["parameters"]):
        yield f"Setting: {name} was {was}, is {now}"
    for files in ("parameter_files", "reference_files"):
        for name, was, now in _unlike(before["inputs"][files], after["inputs"][files]):
            how = "is new" if was == NOTHING else "is gone" if now == NOTHING else "has changed"
            yield f"Settings: {name} {how}"
    if before["notebook"] != after["notebook"]:
        yield f"Code: {after['notebook']['path']} has changed"
    if before["code_sha256"] != after["code_sha256"]:
        yield "Code: hsci_analysis has changed"
    for name, was, now in _unlike(before["versions"], after["versions"]):
        yield f"Version: {name} was {was}, is {now}"


def _unlike(
    before: Mapping[str, object], after: Mapping[str, object]
) -> Iterator[tuple[str, object, object]]:
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name, NOTHING), after.get(name, NOTHING)
        if was != now:
            yield name, was, now
