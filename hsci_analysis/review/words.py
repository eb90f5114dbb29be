"""What differs, told in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hsci_analysis.findings.numerals import write_figure
from hsci_analysis.review.differences import FIGURES, Difference, What
from hsci_analysis.runs.provenance import Record

NO_FIGURE = "no figure"
UNSEEN = "it differs in decimals that are not shown"


@dataclass(frozen=True)
class Told:
    """A difference in words: what it is of, and what became of it."""

    subject: str
    said: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.said}"


def tell(difference: Difference, reason: str = "") -> Told:
    """The difference in words; ``reason`` is the likely one, of a revised figure."""
    said = "; ".join(_said(difference))
    return Told(_subject(difference.stated), f"{said}. Reason: {reason}." if reason else f"{said}.")


def _subject(finding: Record) -> str:
    against = finding["comparator"]
    held_against = f", against {against['name']} {against['period']}" if against else ""
    return f"{finding['measure_title']}, {finding['area']}, {finding['period']}{held_against}"


def _said(difference: Difference) -> Iterator[str]:
    before, after, fields = difference.before, difference.after, set(difference.fields)
    if before is None or after is None:
        figure = _figure(difference.stated)
        yield f"now stated, {figure}" if after else f"no longer stated; it was {figure}"
        return
    if "verdict" in fields:
        yield f"the verdict was “{before['verdict']}” and is “{after['verdict']}”"
    if fields & FIGURES:
        yield from _moved(before, after, fields) or [UNSEEN]
    if difference.what is What.WORDING:
        for name in difference.fields:
            yield f"{_name(name)} was “{_text(before, name)}” and is “{_text(after, name)}”"
    if difference.what is What.METHOD:
        names = ", ".join(map(_name, difference.fields))
        yield f"the figure is the same, {_figure(after)}, and it rests on something else: {names}"


def _moved(before: Record, after: Record, fields: set[str]) -> list[str]:
    """The figures that moved as far as they are written otherwise."""
    was, now = _figure(before), _figure(after)
    moved = []
    if was != now:
        moved.append(f"it was {was} and is {now}{_per_cent(before['value'], after['value'])}")
    against, held = before["comparator"], after["comparator"]
    if "comparator/value" in fields and against and held:
        old, new = (write_figure(each["value"], after["decimals"]) for each in (against, held))
        if old != new:
            moved.append(f"the figure it is held against was {old} and is {new}")
    old, new = _interval(before), _interval(after)
    if old != new:
        moved.append(f"its limits were {old} and are {new}")
    return moved


def _figure(finding: Record) -> str:
    if finding["value"] is None:
        return NO_FIGURE
    return f"{write_figure(finding['value'], finding['decimals'])} {finding['unit']}"


def _interval(finding: Record) -> str:
    limits = finding["interval"]
    if limits is None:
        return "none"
    lower, upper = (write_figure(limits[end], finding["decimals"]) for end in ("lower", "upper"))
    return f"{lower} to {upper}"


def _per_cent(was: float | None, now: float | None) -> str:
    """By how much of itself the figure moved, where both are figures."""
    if not was or now is None:
        return ""
    return f" ({100 * (now - was) / abs(was):+.1f} %)"


def _name(field: str) -> str:
    return field.rpartition("/")[2].replace("_", " ")


def _text(finding: Record, field: str) -> str:
    value: object = finding
    for name in field.split("/"):
        value = value.get(name) if isinstance(value, dict) else None
    texts = value if isinstance(value, list) else [] if value is None else [value]
    return "; ".join(map(str, texts)) or "nothing"
