"""The partnership's own texts as the report shows them, and the prompts of those still to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hsci_analysis.areas import Partnership
from hsci_analysis.commentary.local import Anchored, commentary_folder
from hsci_analysis.commentary.slots import Slot, slots_of
from hsci_analysis.parameters.yaml_file import label
from hsci_analysis.periods import FinancialYear

UNWRITTEN = "*Still to be written by the partnership.* {prompt} It goes into `{file}`."
SIGNED = "*{author}, {day}*"
STALE = (
    "*This text was written when the figure was {then}; it is now {now}. Its author should look at "
    "it again.*"
)
NO_LONGER = "not stated any more"


@dataclass(frozen=True, repr=False)
class OwnWords:
    """Local texts as Markdown: the page shows HTML written in them, and does not obey it."""

    markdown: str

    def __repr__(self) -> str:
        return self.markdown

    def _repr_markdown_(self) -> str:
        return self.markdown


def parts(partnership: Partnership, year: FinancialYear, texts: Sequence[Anchored]) -> OwnWords:
    """Every part that only the partnership can write: its text, or a prompt and where it goes."""
    written = {each.slot.key: each for each in texts if each.slot}
    folder = label(commentary_folder(partnership, year))
    said = [_part(slot, written.get(slot.key), folder) for slot in slots_of(partnership)]
    return OwnWords("\n\n".join(said))


def beside_figures(texts: Sequence[Anchored]) -> OwnWords:
    """The texts about findings, in the order of their files, stale ones marked."""
    said = [_beside(each) for each in texts if each.slot is None]
    return OwnWords("\n\n".join(said) or "The partnership has written nothing beside the figures.")


def _part(slot: Slot, written: Anchored | None, folder: str) -> str:
    head = f"### {slot.title}"
    if written is None:
        return f"{head}\n\n{UNWRITTEN.format(prompt=slot.prompt, file=f'{folder}/{slot.key}.md')}"
    return f"{head}\n\n{written.commentary.text}\n\n{_signed(written)}"


def _beside(anchored: Anchored) -> str:
    title = anchored.finding.measure_title if anchored.finding else anchored.commentary.about
    said = [f"### {title}", anchored.commentary.text, _signed(anchored)]
    if anchored.stale:
        now = anchored.figure_now or NO_LONGER
        said.append(STALE.format(then=anchored.commentary.figure, now=now))
    return "\n\n".join(said)


def _signed(anchored: Anchored) -> str:
    day = anchored.commentary.written
    return SIGNED.format(author=anchored.commentary.author, day=f"{day.day} {day:%B %Y}")
