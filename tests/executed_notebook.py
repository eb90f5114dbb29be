"""A notebook as papermill leaves it, with outputs our own objects gave: no kernel is started."""

from __future__ import annotations

from typing import Any

import nbformat
from IPython.core.formatters import DisplayFormatter

from hsci_analysis.charts.figure import Figure
from hsci_analysis.charts.process_chart import process_chart
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.findings.rules import state_level
from hsci_analysis.measures.series import series
from hsci_analysis.models.spc import ProcessDescription, describe_process
from hsci_analysis.narrative.sentences import alt_text, caption, describe_limits, sentence
from hsci_analysis.narrative.tables import month_table
from hsci_analysis.parameters.report import report_parameters
from hsci_analysis.periods import FinancialYear

YEAR = FinancialYear(2024)
HEADING = "Scottish Borders Health and Social Care Partnership, 2024/25"

bed_days = series("delayed_discharge_bed_days", "Scottish Borders")
beds = bed_days.daily_average()
segments = report_parameters("scottish-borders", "2024/25").display_segments
process: ProcessDescription = describe_process(beds, segments)
level = state_level(beds, process, YEAR)


def figure(**words: str) -> Figure:
    """The process chart of Scottish Borders."""
    said = {"alt_text": alt_text(level), "caption": caption(level)} | words
    return process_chart(beds, process, level, **said)


def text(source: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_markdown_cell(source)


def code(source: str, *shown: object, tag: str | None = None) -> nbformat.NotebookNode:
    """A cell that ran and showed these objects."""
    cell = nbformat.v4.new_code_cell(source, outputs=[result(one) for one in shown])
    cell.metadata["tags"] = [tag] if tag else []
    return cell


def result(shown: object) -> nbformat.NotebookNode:
    data, _ = DisplayFormatter().format(shown)
    return nbformat.v4.new_output("execute_result", data=data)


def failure() -> nbformat.NotebookNode:
    return nbformat.v4.new_output(
        "error",
        ename="SeriesError",
        evalue="no figures for <Narnia>",
        traceback=["\x1b[0;31mSeriesError\x1b[0m: no figures for <Narnia>", "line 2"],
    )


def notebook(*cells: nbformat.NotebookNode, **metadata: Any) -> nbformat.NotebookNode:
    return nbformat.v4.new_notebook(cells=list(cells), metadata=metadata)


def patient_flow() -> nbformat.NotebookNode:
    """The shape of the real notebook: settings, a sentence, a chart, tables, the ledger."""
    return notebook(
        text(
            "# Patient flow\n\nPeople who are ready to leave hospital do not always leave at once."
            " A discharge is *delayed* when somebody is clinically ready to leave and still there."
        ),
        code('partnership: str = "fife"', tag="parameters"),
        code('partnership = "scottish-borders"', tag="injected-parameters"),
        code("import hsci_analysis as hsci"),
        text("## The level"),
        code("hsci.sentence(level)", sentence(level)),
        text("## Month by month\n\nEach point is one month."),
        code("hsci.process_chart(beds, process, level)", figure()),
        text("### How to read the limits"),
        code("hsci.describe_limits(level)", describe_limits(level)),
        text("## The months of the year"),
        code(
            "hsci.month_table(bed_days, process, year)", month_table(bed_days, process, year=YEAR)
        ),
        code("hsci.month_table(bed_days, process)", month_table(bed_days, process)),
        text(
            "## Where the figures come from\n\n"
            "Delayed discharges in NHSScotland, from [the portal](https://www.opendata.nhs.scot/)."
        ),
        text("## Findings"),
        code("hsci.Ledger((level,))", Ledger((level,))),
    )
