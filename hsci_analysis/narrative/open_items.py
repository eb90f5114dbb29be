"""What stands between a report and its final edition: all that needs a human, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hsci_analysis.areas import Partnership
from hsci_analysis.commentary.local import Anchored
from hsci_analysis.commentary.signed import SignedFinding, signed_findings
from hsci_analysis.errors import ParametersError
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.narrative.checklist import missing_parts
from hsci_analysis.narrative.lint import NOT_BACKED, lint
from hsci_analysis.narrative.sentences import Sentence
from hsci_analysis.parameters.revision_notes import wanting_note
from hsci_analysis.parameters.sign_off import sign_off_file
from hsci_analysis.parameters.yaml_file import label
from hsci_analysis.periods import FinancialYear

REVISIONS = "parameters/revisions.yaml"
SIGN = "read it, then: hsci review --partnership {slug} --year {year} --sign --role ROLE{of}"


class Needs(StrEnum):
    """Why a human is needed."""

    SIGNATURE = "not signed"
    SIGNATURE_AGAIN = "changed since it was signed"
    REMOVED = "signed, and no longer stated"
    FRESH_WORDS = "stale commentary"
    WORDS = "still missing"
    NOTE = "revised without a note"
    MENDING = "cannot be reviewed"
    PROTECTION = "a suppressed figure is given away"
    LOOK = "numbers that no finding backs"


@dataclass(frozen=True)
class OpenItem:
    """One thing that needs a human: what, in which file, and what to do there."""

    needs: Needs
    what: str
    file: str
    to_do: str

    @property
    def blocks(self) -> bool:
        """Whether no report is final while it stands; a partnership's own numbers may be right."""
        return self.needs is not Needs.LOOK

    def __str__(self) -> str:
        return f"{self.needs}: {self.what}\n    {self.file}: {self.to_do}"


def open_items(
    ledger: Ledger, texts: Sequence[Anchored], partnership: Partnership, year: FinancialYear
) -> tuple[OpenItem, ...]:
    """All that needs a human in a report of these findings and texts.

    Raises
    ------
    ParametersError, UnknownNameError
        If ``sign_off.yaml`` or ``revisions.yaml`` is refused.
    """
    return (
        *_stale(texts),
        *_missing(partnership, year, texts),
        *_without_note(ledger, partnership),
        *_unsigned(signed_findings(ledger, partnership, year), partnership, year),
        *_to_look_at(ledger, texts),
    )


def refuse_while_open(items: Sequence[OpenItem], *, what: str) -> None:
    """Raise ParametersError with every item that keeps this from being final, if any does."""
    standing = [each for each in items if each.blocks]
    if standing:
        listed = "\n".join(f"  - {each}" for each in standing)
        raise ParametersError(
            f"{what} cannot be final while this stands open:\n{listed}\n"
            "Do what each says and run again. Only what lies in reports/ can be signed: where "
            "newer figures are held, first run all (hsci run --partnership NAME), then this as a "
            "draft (the same with --notebook annual_performance_report -p edition draft)."
        )


def _stale(texts: Sequence[Anchored]) -> Iterator[OpenItem]:
    for each in texts:
        if each.stale:
            now = f"and is now {each.figure_now}" if each.figure_now else "and is no longer stated"
            yield OpenItem(
                Needs.FRESH_WORDS,
                f"{each.commentary.about} was {each.commentary.figure} when it was written, {now}",
                each.commentary.file,
                "write it anew with the figure as it is now, or take the file away",
            )


def _missing(
    partnership: Partnership, year: FinancialYear, texts: Sequence[Anchored]
) -> Iterator[OpenItem]:
    for slot, file in missing_parts(partnership, year, texts):
        yield OpenItem(Needs.WORDS, slot.title, file, slot.prompt)


def _without_note(ledger: Ledger, partnership: Partnership) -> Iterator[OpenItem]:
    tables = {cited.table for each in ledger.findings for cited in each.evidence.sources}
    for each in wanting_note(partnership.code, tables):
        yield OpenItem(
            Needs.NOTE, str(each), REVISIONS, f"write why it moved, such as:\n{each.example}"
        )


def _unsigned(
    findings: Sequence[SignedFinding], partnership: Partnership, year: FinancialYear
) -> Iterator[OpenItem]:
    file = label(sign_off_file(partnership))
    unsigned = [each for each in findings if not each.now]
    for each in unsigned:
        if each.before:
            last = each.before[-1]
            name = each.finding.id
            yield OpenItem(
                Needs.SIGNATURE_AGAIN,
                f"{name}, signed by {last.role} on {last.signed:%Y-%m-%d}",
                file,
                SIGN.format(slug=partnership.slug, year=year, of=f' --finding "{name}"'),
            )
    never = [each.finding for each in unsigned if not each.before]
    if never:
        measures = dict.fromkeys(each.measure.partition(",")[0] for each in never)
        on = "" if len(never) == len(findings) else f", on {', '.join(measures)}"
        yield OpenItem(
            Needs.SIGNATURE,
            f"{len(never):,} of {len(findings):,} findings{on}",
            file,
            SIGN.format(slug=partnership.slug, year=year, of=""),
        )


def _to_look_at(ledger: Ledger, texts: Sequence[Anchored]) -> Iterator[OpenItem]:
    every = tuple(finding.id for finding in ledger.findings)
    for each in texts:
        said = Sentence(each.commentary.text, (each.finding.id,) if each.finding else every)
        numbers = [fault.told for fault in lint([said], ledger) if fault.rule == NOT_BACKED]
        if numbers:
            yield OpenItem(
                Needs.LOOK,
                ", ".join(dict.fromkeys(numbers)),
                each.commentary.file,
                "make sure of them: they are the author's own",
            )
