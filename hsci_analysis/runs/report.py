"""One report, made anew from Python."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hsci_analysis.errors import RunError
from hsci_analysis.runs.jobs import Asked
from hsci_analysis.runs.runner import Options, run


def run_report(
    notebook: str,
    partnership: str,
    reporting_year: str | None = None,
    others: Mapping[str, str] | None = None,
) -> Path:
    """Run a notebook for a partnership and a year, stale or not; returns the folder of the report.

    The folder, ``reports/<year>/<slug>/``, holds the page and the executed notebook of each
    notebook run, ``findings.json`` and ``manifest.json``. It is replaced as a whole or not at all.

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
    asked = Asked((partnership,), (notebook,), reporting_year, others or {})
    outcome = run(asked, Options(workers=1, force=True))
    for _, failed in outcome.failed:
        error = RunError(failed.said)
        error.exit_code = failed.exit_code
        raise error
    return outcome.made[0][0].folder
