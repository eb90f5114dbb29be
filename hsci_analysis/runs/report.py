"""One report: checked before a kernel starts, built aside, and swapped in whole."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from nbformat import NotebookNode

from hsci_analysis.errors import ParametersError, RunError
from hsci_analysis.findings.ledger import MEDIA_TYPE, Ledger
from hsci_analysis.folders import reports_folder
from hsci_analysis.parameters.report import ReportParameters, report_parameters
from hsci_analysis.parameters.settings import defaults_file, partnership_file
from hsci_analysis.parameters.yaml_file import label
from hsci_analysis.reports.formats import write_formats
from hsci_analysis.reports.page import render_page
from hsci_analysis.runs.manifest import Stopwatch, manifest
from hsci_analysis.runs.notebook import (
    Value,
    checked_parameters,
    execute,
    find_notebook,
    shown_values,
)

OPEN_TO_READERS = 0o755


def run_report(
    notebook: str,
    partnership: str,
    reporting_year: str | None = None,
    others: Mapping[str, str] | None = None,
) -> Path:
    """Run a notebook for a partnership and a year; returns the folder of the report.

    The folder, ``reports/<year>/<slug>/``, holds the page, the executed notebook, ``findings.json``
    and ``manifest.json``. It is replaced as a whole or not at all.

    Parameters
    ----------
    notebook
        Its name, such as ``patient_flow``.
    partnership, reporting_year
        As ``report_parameters`` takes them; without a year, the one the parameter files say.
    others
        Any further parameters of the notebook, by name.

    Raises
    ------
    UnknownNameError
        If there is no such notebook, partnership or parameter; before a kernel starts.
    ParametersError
        If a value or a parameter file breaks its promise; before a kernel starts.
    RunError
        If a cell fails or the report cannot be written; the report that was there stays.
    """
    stopwatch = Stopwatch()
    path = find_notebook(notebook)
    asked = report_parameters(partnership, reporting_year)
    parameters = checked_parameters(path, _given(asked, others or {}))
    stopwatch.stop("check")
    final = reports_folder() / asked.reporting_year.slug / asked.partnership.slug
    failed = final.with_name(f"{final.name}.{notebook}.failed.ipynb")
    with _swapped_in(final) as aside:
        _build(aside, path, parameters, asked, failed, stopwatch)
    failed.unlink(missing_ok=True)
    return final


def _given(asked: ReportParameters, others: Mapping[str, str]) -> dict[str, str]:
    """Everything the notebook is given, as text, each thing by one way only."""
    own = {
        "partnership": asked.partnership.slug,
        "reporting_year": str(asked.reporting_year),
    }
    twice = sorted(own.keys() & others.keys())
    if twice:
        raise ParametersError(
            f"{' and '.join(twice)} is given by an option of its own;"
            " use --partnership and --year, and -p for other parameters"
        )
    return own | dict(others)


def _build(
    aside: Path,
    notebook: Path,
    parameters: Mapping[str, Value],
    asked: ReportParameters,
    failed: Path,
    stopwatch: Stopwatch,
) -> None:
    """Make every file of the report in the folder ``aside``; the manifest comes last."""
    outputs = {
        name: aside / name
        for name in (f"{notebook.stem}.html", f"{notebook.stem}.ipynb", "findings.json")
    }
    page, executed, findings = outputs.values()
    node = execute(notebook, parameters, executed, failed)
    stopwatch.stop("execute")
    ledger = shown_ledger(node, notebook.stem)
    findings.write_text(ledger.to_json(), encoding="utf-8")
    page.write_text(
        render_page(node, heading=asked.subtitle, attributions=_attributions(ledger)),
        encoding="utf-8",
    )
    outputs |= write_formats(node, ledger, asked, aside, notebook.stem)
    stopwatch.stop("render")
    files = (defaults_file(), partnership_file(asked.partnership))
    text = manifest(
        notebook=notebook,
        parameters=parameters,
        parameter_files={label(file): file for file in files},
        ledger=ledger,
        outputs=outputs,
        stopwatch=stopwatch,
    )
    (aside / "manifest.json").write_text(text, encoding="utf-8")


def shown_ledger(node: NotebookNode, name: str) -> Ledger:
    """The ledger that the executed notebook of that name shows.

    Raises
    ------
    RunError
        If it shows none, or more than one.
    FindingError
        If what it shows does not keep to the schema of ``findings.json``.
    """
    shown = shown_values(node, MEDIA_TYPE)
    if len(shown) != 1:
        raise RunError(
            f"{name} should show its ledger of findings once, in its last cell,"
            f" and shows {len(shown)}; correct the notebook"
        )
    return Ledger.from_json(json.dumps(shown[0]))


def _attributions(ledger: Ledger) -> list[str]:
    """What each licence asks to be said, once, in the order of the findings."""
    cited = (each for finding in ledger.findings for each in finding.evidence.sources)
    return list(dict.fromkeys(each.attribution for each in cited))


@contextmanager
def _swapped_in(final: Path) -> Iterator[Path]:
    """A new folder beside ``final`` which takes its place when all has gone well, or vanishes."""
    previous = final.with_name(f".{final.name}.previous")
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        if previous.exists() and not final.exists():  # a swap was cut off half-way
            previous.rename(final)
        aside = Path(tempfile.mkdtemp(prefix=f".{final.name}.", dir=final.parent))
        try:
            yield aside
            aside.chmod(OPEN_TO_READERS)
            _swap(aside, final, previous)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise RunError(
            f"the report {final.parent.name}/{final.name} could not be written:"
            f" {error.strerror or error}; the one that was there stays"
        ) from error


def _swap(aside: Path, final: Path, previous: Path) -> None:
    shutil.rmtree(previous, ignore_errors=True)
    if final.exists():
        final.rename(previous)
    try:
        aside.rename(final)
    except OSError:
        if previous.exists():
            previous.rename(final)
        raise
    shutil.rmtree(previous, ignore_errors=True)
