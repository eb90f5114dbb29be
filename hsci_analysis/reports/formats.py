"""Every other form of an annual report, from the same run: Word, spreadsheet, open data, charts."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.indicators.published import newest_release
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.parameters.report import ReportParameters
from hsci_analysis.reports.open_data import write_open_data
from hsci_analysis.reports.pictures import Pictures
from hsci_analysis.reports.spreadsheet import indicator_workbook
from hsci_analysis.reports.watermark import mark_draft
from hsci_analysis.reports.word import shown_html, write_word

SPREADSHEET = "indicators.xlsx"


def write_formats(
    notebook: NotebookNode,
    ledger: Ledger,
    asked: ReportParameters,
    folder: Path,
    stem: str,
    *,
    draft: bool = False,
) -> dict[str, Path]:
    """Write all forms of an executed annual report beside its page; returns them by name.

    Nothing is written for a notebook that does not state all indicators. A ``draft`` says that it
    is one.

    Raises
    ------
    RunError
        If one of them cannot be made.
    """
    if not set(INDICATORS) <= {finding.measure for finding in ledger.findings}:
        return {}
    pictures = Pictures()
    title, html = shown_html(notebook, pictures)
    files = {name: path for each in pictures.taken for name, path in each.write(folder).items()}
    document, workbook = folder / f"{stem}.docx", folder / SPREADSHEET
    write_word(html, document, title=title, subtitle=asked.subtitle, released=newest_release())
    if draft:
        mark_draft(document)
    indicator_workbook(
        asked.partnership,
        asked.reporting_year,
        outcomes=asked.outcome_mapping,
        similar_within=asked.similar_within_per_cent,
        draft=draft,
    ).write(workbook)
    files |= {document.name: document, workbook.name: workbook}
    return files | write_open_data(
        ledger, folder, title=f"Findings{' (draft)' * draft}: {asked.subtitle}"
    )
