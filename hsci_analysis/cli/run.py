"""``hsci run``: reports of some or all partnerships."""

from __future__ import annotations

import signal
import sys
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hsci_analysis.cli.data import fetch_and_tell
from hsci_analysis.cli.shown import from_here
from hsci_analysis.errors import HsciError

if TYPE_CHECKING:
    from hsci_analysis.runs.jobs import Asked
    from hsci_analysis.runs.runner import Options, Outcome

NOTHING_STALE = 3
INTERRUPTED = 130
MEGABYTE = 1_000_000


@click.command()
@click.option("--all", "everything", is_flag=True, help="All that parameters/schedule.yaml says.")
@click.option(
    "--partnership",
    "partnerships",
    multiple=True,
    metavar="NAME",
    help="Name, slug or nine-character code; may be given more than once.",
)
@click.option(
    "--notebook",
    "notebooks",
    multiple=True,
    metavar="NAME",
    help="Which notebook; left out, those in the schedule.",
)
@click.option("--year", help="Financial year, such as 2024/25; left out, as parameters/ says.")
@click.option(
    "-p",
    "--parameter",
    "parameters",
    nargs=2,
    multiple=True,
    metavar="NAME VALUE",
    help="Any other parameter of the notebooks.",
)
@click.option(
    "--final", is_flag=True, help="The final edition; refused while anything stands open."
)
@click.option("--plan", "plan_only", is_flag=True, help="Say what would run and why; run nothing.")
@click.option("--force", is_flag=True, help="Run what is up to date as well.")
@click.option("--jobs", type=click.IntRange(1), help="How many at once; left out, one a core.")
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=600.0,
    show_default=True,
    metavar="SECONDS",
    help="How long a notebook may take.",
)
@click.option(
    "--memory", type=click.IntRange(100), metavar="MB", help="How much memory a notebook may use."
)
@click.option(
    "--keep-going/--fail-fast",
    default=True,
    help="After a failure, do the rest (default), or begin nothing new.",
)
@click.option("--kernels", is_flag=True, help="A Jupyter kernel a notebook: slower.")
@click.option(
    "--scheduler", metavar="ADDRESS", help="Let a Dask cluster do it, such as tcp://host:8786."
)
@click.option(
    "--from",
    "inputs",
    metavar="URL",
    help="Where data/, parameters/ or notebooks/ are brought from, such as s3://bucket/inputs.",
)
@click.option(
    "--to", metavar="URL", help="Where the reports are sent as well, such as s3://bucket/reports."
)
@click.option("--profile", is_flag=True, help="Show at the end where the time went.")
@click.option(
    "--if-new-data",
    is_flag=True,
    help="Fetch first (not with --from); exit with 3 if nothing is stale.",
)
@click.option(
    "--notify",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a summary for whatever sends mail: FILE.txt and FILE.json.",
)
def run(
    *,
    everything: bool,
    partnerships: tuple[str, ...],
    notebooks: tuple[str, ...],
    year: str | None,
    parameters: tuple[tuple[str, str], ...],
    final: bool,
    plan_only: bool,
    force: bool,
    jobs: int | None,
    timeout: float,
    memory: int | None,
    keep_going: bool,
    kernels: bool,
    scheduler: str | None,
    inputs: str | None,
    to: str | None,
    profile: bool,
    if_new_data: bool,
    notify: Path | None,
) -> None:
    """Run reports: execute what is stale, render its pages.

    Exit codes: 0 all went well; 3 nothing was stale (with --if-new-data); 10 a name is unknown; 11
    a parameter is refused; 12-15 every failed notebook failed for the same reason (source, table,
    series, finding); 16 a notebook did not run or a report could not be written; 130 interrupted.
    Pages that were made are printed, everything else is said on standard error.
    """
    if everything == bool(partnerships or notebooks):
        raise click.UsageError("say which: --all, or --partnership NAME, --notebook NAME or both")
    from hsci_analysis.runs.jobs import Asked

    asked = Asked(partnerships, notebooks, year, dict(parameters))
    if plan_only:
        _show_plan(_prepared(asked, inputs, to, final=final), force=force)
        return
    from hsci_analysis.review.audit import audit
    from hsci_analysis.review.final import refuse_unreviewed
    from hsci_analysis.runs.runner import Options, Outcome

    options = Options(
        admit=partial(refuse_unreviewed, audits=cache(audit)),
        **({"workers": jobs} if jobs else {}),
        seconds=timeout,
        memory=memory and memory * MEGABYTE,
        force=force,
        fail_fast=not keep_going,
        kernels=kernels,
        scheduler=scheduler,
    )
    outcome = Outcome()
    code, said = 1, "stopped by a fault of ours"
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        asked = _prepared(asked, inputs, to, final=final)
        fetched = fetch_and_tell(err=True) if if_new_data and not inputs else 0
        _go(asked, options, outcome)
        _send(to, outcome)
        idle = if_new_data and not (outcome.made or outcome.failed)
        code, said = outcome.exit_code or fetched or (NOTHING_STALE if idle else 0), ""
    except KeyboardInterrupt:
        code, said = INTERRUPTED, "interrupted; what was made is in its place"
        click.echo(f"hsci: {said}", err=True)
    except HsciError as error:
        code, said = error.exit_code, str(error)
        _tell(outcome, everything=everything)
        raise
    finally:
        if notify:
            from hsci_analysis.runs.summary import write_summary

            write_summary(notify, outcome, exit_code=code, said=said)
    _tell(outcome, everything=everything)
    if profile:
        from hsci_analysis.cli.told import show_profile

        show_profile(outcome)
    sys.exit(code)


def _prepared(asked: Asked, inputs: str | None, to: str | None, *, final: bool) -> Asked:
    """What is asked for, once all that it needs from elsewhere is here.

    The inputs are until the command ends, the reports that were not here for good.
    """
    if inputs:
        from hsci_analysis.runs.remote import inputs_from

        click.get_current_context().with_resource(inputs_from(inputs))
    if final:
        from hsci_analysis.review.final import final_editions

        asked = final_editions(asked)
    if to:
        from hsci_analysis.cli.told import Told
        from hsci_analysis.runs.jobs import find_jobs
        from hsci_analysis.runs.remote import bring_reports

        with Told() as told:
            bring_reports(to, find_jobs(asked), told)
    return asked


def _send(to: str | None, outcome: Outcome) -> None:
    """Send every report that the run was about, whether it was made anew or not."""
    if to:
        from hsci_analysis.cli.told import Told
        from hsci_analysis.runs.remote import send_reports

        with Told() as told:
            sent = send_reports(to, outcome.jobs, told)
        click.echo(f"hsci: {sent} reports sent to {to}", err=True)


def _go(asked: Asked, options: Options, outcome: Outcome) -> None:
    from hsci_analysis.cli.told import Told
    from hsci_analysis.runs.runner import run as go

    with Told() as told:
        go(asked, options, told, outcome=outcome, after=_index)


def _index(outcome: Outcome) -> None:
    """Write the index of each year that was asked for; what keeps it from that is told later."""
    from hsci_analysis.review.pages import write_index

    try:
        for year in sorted({job.reporting_year for job in outcome.jobs}):
            if page := write_index(year):
                click.echo(f"hsci: to review: {from_here(page)}", err=True)
    except HsciError as error:
        outcome.wrong.append(error)


def _tell(outcome: Outcome, *, everything: bool) -> None:
    """The pages; of all that are up to date only where few were asked for; and every failure."""
    pages = [job.page for job, _ in outcome.made]
    for page in pages if everything else [*pages, *(job.page for job in outcome.up_to_date)]:
        click.echo(from_here(page))
    for job, failed in outcome.failed:
        click.echo(f"hsci: {job.id} failed:\n{failed.said}", err=True)
        if failed.log:
            click.echo(f"Its log ends:\n{failed.log}", err=True)
    for error in outcome.wrong:
        click.echo(f"hsci: {error}", err=True)


def _show_plan(asked: Asked, *, force: bool) -> None:
    from hsci_analysis.runs.jobs import find_jobs
    from hsci_analysis.runs.plan import plan

    planned = plan(find_jobs(asked), force=force)
    stale = [each for each in planned if each.stale]
    for each in stale:
        click.echo(f"{each.job.id}: {'; '.join(each.reasons)}")
    click.echo(f"{len(stale)} of {len(planned)} would run; the others are up to date")
