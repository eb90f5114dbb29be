"""``hsci review``: what needs a human before a report is final, and who signed what."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from hsci_analysis.review.sign_off import ReviewState

SOMETHING_OPEN = 4


@click.command()
@click.option("--partnership", metavar="NAME", help="Name, slug or code.")
@click.option("--year", help="Financial year, such as 2024/25; left out, as parameters/ says.")
@click.option("--sign", "signs", is_flag=True, help="Sign findings as they are now.")
@click.option("--role", help="With --sign: who signs, such as Chief Finance Officer; no name.")
@click.option(
    "--finding",
    "findings",
    multiple=True,
    metavar="ID",
    help="With --sign: this finding, or all of an indicator, such as NI-19; may be repeated.",
)
@click.option(
    "--audit", "audits", is_flag=True, help="Disclosure audit of all reports of the year."
)
@click.option("--json", "as_json", is_flag=True, help="The list as JSON.")
def review(
    *,
    partnership: str | None,
    year: str | None,
    signs: bool,
    role: str | None,
    findings: tuple[str, ...],
    audits: bool,
    as_json: bool,
) -> None:
    """List what needs a human in a report that was made, or sign its findings.

    Exit codes: 0 nothing stands open; 4 something does, and the report cannot be final; 10 a name
    is unknown; 11 a file of parameters is refused; 16 there is no such report.
    """
    if signs != bool(role) or (findings and not signs):
        raise click.UsageError("sign with --sign and --role ROLE; --finding goes with them")
    if audits == bool(partnership):
        raise click.UsageError("say which: --partnership NAME, or --audit for all of the year")
    from hsci_analysis.folders import reports_folder
    from hsci_analysis.parameters.report import report_parameters
    from hsci_analysis.parameters.settings import read_defaults
    from hsci_analysis.periods import FinancialYear
    from hsci_analysis.review.audit import audit
    from hsci_analysis.review.sign_off import ReviewState, sign, state

    if partnership is None:
        of = FinancialYear.parse(year) if year else read_defaults().reporting_year
        leaks = audit(reports_folder() / of.slug)
        _tell(ReviewState((), (), leaks), f"{of}: {len(leaks):,} found", as_json=as_json)
    else:
        asked = report_parameters(partnership, year)
        report = reports_folder() / asked.reporting_year.slug / asked.partnership.slug
        if signs:
            signed = sign(report, str(role), findings)
            click.echo(f"{len(signed):,} findings signed by {role}")
            return
        found = state(report)
        number = len(found.signed)
        every = number + len(found.unsigned)
        said = f"{asked.subtitle}: {number:,} of {every:,} findings signed"
        said += "" if found.is_open else "; nothing stands open"
        _tell(found, said, as_json=as_json)


def _tell(found: ReviewState, said: str, *, as_json: bool) -> None:
    if as_json:
        items = [{**asdict(each), "blocks": each.blocks} for each in found.open_items]
        listed = {"signed": found.signed, "unsigned": found.unsigned, "open_items": items}
        click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
    else:
        for each in found.open_items:
            click.echo(each)
        click.echo(said)
    sys.exit(SOMETHING_OPEN if found.is_open else 0)
