"""A partnership's own paragraphs, as Markdown files beside its parameters.

They lie in ``parameters/partnerships/<slug>/commentary/<year>/`` and are never written by a
program, so that they survive every run. Each says what it is about: a finding, by its id, or a
part of the report that only people can write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictStr, ValidationError

from hsci_analysis.areas import Partnership
from hsci_analysis.commentary.slots import SLOTS, Slot
from hsci_analysis.errors import FindingError, ParametersError, UnknownNameError
from hsci_analysis.findings.finding import Finding
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.findings.numerals import write_figure
from hsci_analysis.findings.recomputed import finding as made_again
from hsci_analysis.folders import parameters_folder
from hsci_analysis.parameters.markdown_file import read_markdown
from hsci_analysis.parameters.yaml_file import label
from hsci_analysis.periods import FinancialYear

PICTURE = re.compile(r"!\[")
NO_FIGURE = "no figure"


class _Head(BaseModel):
    """What a commentary says of itself before its text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    about: Annotated[StrictStr, Field(description="a finding's id, or a part such as finance")]
    author: Annotated[StrictStr, Field(description="the author's role", min_length=3)]
    written: Annotated[StrictStr, Field(description='a day such as "2025-06-30"')]
    figure: Annotated[StrictStr | None, Field(description="the figure as the report shows it")] = (
        None
    )


@dataclass(frozen=True)
class Commentary:
    """One text: what it is about, whose it is (a role), of which day.

    ``figure`` is the finding's figure as its author read it in the report; None for a part of the
    report. ``file`` names where it was written, below ``parameters/``.
    """

    about: str
    author: str
    written: date
    figure: str | None
    text: str
    file: str


@dataclass(frozen=True)
class Anchored:
    """A commentary beside what it is about; ``figure_now`` is the finding's figure today."""

    commentary: Commentary
    slot: Slot | None
    finding: Finding | None
    figure_now: str | None

    @property
    def stale(self) -> bool:
        """Whether the figure moved since the text was written, or is no longer stated."""
        return self.slot is None and self.figure_now != self.commentary.figure


def commentary_folder(partnership: Partnership, year: FinancialYear) -> Path:
    """Where a partnership's texts of a reporting year lie."""
    return parameters_folder() / "partnerships" / partnership.slug / "commentary" / year.slug


def read_commentary(partnership: Partnership, year: FinancialYear) -> tuple[Commentary, ...]:
    """All texts of a partnership for a reporting year, in the order of their file names.

    Raises
    ------
    ParametersError
        If a file is refused; all that is wrong with all of them at once.
    """
    texts: list[Commentary] = []
    broken: list[str] = []
    for path in sorted(commentary_folder(partnership, year).glob("*.md")):
        try:
            texts.append(_commentary(path))
        except ParametersError as error:
            broken.append(str(error))
    broken += _twice(texts)
    if broken:
        raise ParametersError("\n".join(broken))
    return tuple(texts)


def anchor(texts: Sequence[Commentary], ledger: Ledger, year: FinancialYear) -> list[Anchored]:
    """Each text beside the finding or the part of the report it is about.

    A finding that another page states, and not this ledger, is made again. One that is no longer
    stated at all leaves its text stale, never dropped.

    Raises
    ------
    UnknownNameError
        For a text about neither a finding of that year's report, past or present, nor a part of it.
    """
    findings = {finding.id: finding for finding in ledger.findings}
    return [_anchored(text, findings, year) for text in texts]


def _anchored(text: Commentary, findings: dict[str, Finding], year: FinancialYear) -> Anchored:
    if text.about in SLOTS:
        return Anchored(text, SLOTS[text.about], None, None)
    finding = findings.get(text.about) or _stated_elsewhere(text.about, year)
    if finding is None and year.slug not in text.about.split("/"):
        raise UnknownNameError("finding or part of the report", text.about, [*SLOTS, *findings])
    return Anchored(text, None, finding, figure_of(finding) if finding else None)


def _stated_elsewhere(name: str, year: FinancialYear) -> Finding | None:
    try:
        return made_again(name, str(year))
    except (UnknownNameError, FindingError):
        return None


def figure_of(finding: Finding) -> str:
    """The finding's figure as the report shows it."""
    if finding.value is None:
        return NO_FIGURE
    return write_figure(finding.value, finding.decimals)


def _commentary(path: Path) -> Commentary:
    settings, text = read_markdown(path)
    try:
        head = _Head.model_validate(settings)
    except ValidationError as error:
        raise ParametersError(_refusal(path, [*map(_told, error.errors())])) from None
    broken = list(_broken(head, text))
    if broken:
        raise ParametersError(_refusal(path, broken))
    return Commentary(
        about=head.about,
        author=head.author,
        written=date.fromisoformat(head.written),
        figure=head.figure,
        text=text,
        file=label(path),
    )


def _broken(head: _Head, text: str) -> Iterator[str]:
    try:
        date.fromisoformat(head.written)
    except ValueError:
        yield f'written: {head.written!r} is not a day such as "2025-06-30"'
    if "/" in head.about and head.figure is None:
        yield "figure: is missing; a text about a finding says which figure its author read"
    if not text:
        yield "there is no text below the settings"
    if PICTURE.search(text):
        yield "pictures are not taken in: describe what it shows, or link to it"


def _told(fault: object) -> str:
    where = ".".join(map(str, fault["loc"]))  # type: ignore[index]  # pydantic's own mapping
    if fault["type"] == "extra_forbidden":  # type: ignore[index]
        return f"{where}: {UnknownNameError('key', where, _Head.model_fields)}"
    described = _Head.model_fields[where].description
    return f"{where}: expected {described}"


def _refusal(path: Path, broken: Sequence[str]) -> str:
    return "\n".join([f"{label(path)} is refused:", *(f"  - {each}" for each in broken)])


def _twice(texts: Sequence[Commentary]) -> Iterator[str]:
    first: dict[str, str] = {}
    for text in texts:
        if text.about in first:
            yield f"{first[text.about]} and {text.file} are both about {text.about}; keep one"
        first.setdefault(text.about, text.file)
