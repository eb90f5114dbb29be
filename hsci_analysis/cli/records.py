"""``hsci records``: indicators from the records a partnership holds, or from made-up ones."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hsci_analysis.cli.shown import from_here

if TYPE_CHECKING:
    from datetime import datetime

FILE = click.Path(path_type=Path)
STOPPED = 128
"""What a shell adds to the number of the signal that stopped a program."""


@click.group()
def records() -> None:
    """Indicators from records of episodes; only totals ever leave them."""


@records.command()
@click.option("--episodes", multiple=True, type=FILE, help="Hospital records; may be repeated.")
@click.option("--attendances", multiple=True, type=FILE, help="A&E attendances.")
@click.option("--deaths", multiple=True, type=FILE, help="Deaths.")
@click.option("--populations", multiple=True, type=FILE, help="People by year, locality and age.")
@click.option("--mapping", type=FILE, help="What columns are called; left out, as we call them.")
@click.option("--from", "first", required=True, help="First month, such as 2022-04.")
@click.option("--to", "last", required=True, help="Last month, such as 2025-03.")
@click.option(
    "--partnership", "names", multiple=True, help="Whose records they are; may be repeated."
)
@click.option(
    "--all", "everywhere", is_flag=True, help="They are the records of all 31, and so Scotland."
)
@click.option(
    "--extracted",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day the records were extracted on, such as 2025-06-30.",
)
@click.option("--out", required=True, type=FILE, help="The .csv or .parquet file to write.")
@click.option(
    "--given-out",
    "earlier",
    multiple=True,
    type=FILE,
    help="A file given out before: with it, too, no small number is told; may be repeated.",
)
@click.option(
    "--without-disclosure-control",
    "uncontrolled",
    is_flag=True,
    help="Write small numbers too, for the owner of the records alone.",
)
def derive(
    names: tuple[str, ...],
    everywhere: bool,
    mapping: Path | None,
    first: str,
    last: str,
    extracted: datetime,
    out: Path,
    earlier: tuple[Path, ...],
    uncontrolled: bool,
    **files: tuple[Path, ...],
) -> None:
    """Count records into indicators by month, year, partnership and locality."""
    from hsci_analysis.areas import find_partnership, partnerships
    from hsci_analysis.errors import ParametersError
    from hsci_analysis.indicators.derived import tidy_derived
    from hsci_analysis.indicators.written import given_out, refuse_other_kinds, write_derived
    from hsci_analysis.parameters.disclosure import read_disclosure
    from hsci_analysis.parameters.records import read_declaration
    from hsci_analysis.periods import Month
    from hsci_analysis.records.counts import derive_counts

    if bool(names) == everywhere:
        raise click.UsageError("say whose records they are: --partnership NAME, or --all")
    refuse_other_kinds(out)
    shown_before = given_out(earlier)
    months = Month.parse(first), Month.parse(last)
    if months[1].last_day >= extracted.date():
        raise ParametersError(
            f"records extracted on {extracted:%Y-%m-%d} are not complete to {months[1].label}; ask"
            " for months that were over by then"
        )
    covered = partnerships() if everywhere else tuple(map(find_partnership, dict.fromkeys(names)))
    with _unwinding_when_stopped():
        counts = derive_counts(files, read_declaration(mapping), months, covered)
    release = f"extracted on {extracted:%Y-%m-%d}"
    policy = None if uncontrolled else read_disclosure().policy
    rows = tidy_derived(counts, release, policy, shown_before)
    write_derived(rows, out, synthetic=counts.synthetic)
    for name, number in counts.rows.items():
        click.echo(f"{name}: {number:,} rows read" + ", synthetic" * counts.synthetic)
    for reason, number in rows["reason"].value_counts().items():
        click.echo(f"{number:,} {reason}" if reason else f"{number:,} figures")
    click.echo(f"written: {from_here(out)}")


@records.command()
@click.option("--episodes", required=True, type=int, help="How many, from 1,000 up.")
@click.option("--seed", required=True, type=int, help="The same seed gives the same files.")
@click.option("--to", "folder", required=True, type=FILE, help="A folder that is not there yet.")
def generate(episodes: int, seed: int, folder: Path) -> None:
    """Write a synthetic extract, labelled so in every file and row."""
    from hsci_analysis.records.synthetic import generate as write_synthetic

    with _unwinding_when_stopped():
        for path in write_synthetic(folder, episodes, seed):
            click.echo(from_here(path))


@contextmanager
def _unwinding_when_stopped() -> Iterator[None]:
    """Let a request to stop (SIGTERM) remove private files as an interruption does."""
    stopped: list[int] = []

    def stop(number: int, _: object) -> None:
        stopped.append(number)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        if not stopped:
            raise
        sys.exit(STOPPED + stopped[0])
    finally:
        signal.signal(signal.SIGTERM, before)
