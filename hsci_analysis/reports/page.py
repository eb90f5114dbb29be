"""An executed notebook as a page a councillor can read: nbconvert with our own template.

The page is one file that asks no host for anything and runs no script; its Content-Security-Policy
says so to the browser. The same notebook gives the same bytes.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.exporters import TemplateExporter
from nbconvert.filters import strip_ansi
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook

from hsci_analysis.errors import RunError
from hsci_analysis.findings.ledger import MEDIA_TYPE, Ledger
from hsci_analysis.reports.outline import Outline
from hsci_analysis.reports.security import security_policy
from hsci_analysis.reports.traced import evidence, linked
from hsci_analysis.reports.watermark import NOT_SIGNED

TEMPLATES: Final = Path(__file__).with_name("templates")
STYLE: Final = TEMPLATES / "hsci" / "page.css"
SECTIONS_WORTH_A_LIST: Final = 3
SETTINGS_TAGS: Final = {"parameters", "injected-parameters"}
"""How papermill marks the usual settings and those of the run."""


def render_page(
    notebook: NotebookNode,
    *,
    heading: str,
    ledger: Ledger | None = None,
    attributions: Sequence[str] = (),
    reporting_year: str = "",
    draft: bool = False,
) -> str:
    """The page of an executed notebook, as HTML.

    Its one h1 is the notebook's first ``# `` heading and ``heading``: "Patient flow: Fife,
    2024/25". Code is folded away; outputs show as HTML, Markdown, picture or text, the first of
    these they have. A cell that failed shows its error. The ledger shows its findings with their
    evidence, and every number they back leads there.

    Parameters
    ----------
    notebook
        The executed notebook; it is not changed.
    heading
        Whom and when the page is about, as plain text.
    ledger
        What the notebook states, where that has been read already; left out, it is read from it.
    attributions
        What the licences of the figures ask to be said, a line each, as plain text.
    reporting_year
        The year of the report, for the lines of Python that make its statements again.
    draft
        Whether the page says on every screen and sheet that it is a draft.

    Raises
    ------
    RunError
        If the notebook has no ``# `` heading.
    """
    ledger = ledger or _ledger(notebook)
    given = {
        "outline": Outline(),
        "ledger": MEDIA_TYPE,
        "linked": lambda shown: linked(shown, ledger),
        "evidence": lambda: evidence(ledger, reporting_year),
        "blocks": list(_blocks(notebook)),
        "heading": heading,
        "attributions": list(attributions),
        "draft": NOT_SIGNED if draft else "",
        "style": _style(),
        "policy": security_policy(_style()),
        "version": version("hsci-analysis"),
        "sections_worth_a_list": SECTIONS_WORTH_A_LIST,
    }
    page, resources = _exporter().from_notebook_node(notebook, given)
    if not resources["outline"].title:
        raise RunError(
            f"the notebook for {heading} has no '# ' heading, so its page would have no name; "
            "begin the notebook with one"
        )
    return str(page)


def _ledger(notebook: NotebookNode) -> Ledger:
    """All findings the notebook shows; none of one that stopped before it."""
    shown = (
        output.data[MEDIA_TYPE]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if MEDIA_TYPE in output.get("data", {})
    )
    return next((Ledger.from_json(json.dumps(each)) for each in shown), Ledger(()))


def read_ahead() -> None:
    """Compile the template and the schema of notebooks, so that forked processes need not."""
    heading = new_markdown_cell("# A page")  # type: ignore[no-untyped-call]  # as all nbformat
    render_page(new_notebook(cells=[heading]), heading="")  # type: ignore[no-untyped-call]


@dataclass
class _Block:
    """Either text, or code that ran in a row with what it showed."""

    markdown: str | None = None
    sources: list[str] = field(default_factory=list)
    outputs: list[NotebookNode] = field(default_factory=list)
    settings_only: bool = True

    @property
    def summary(self) -> str:
        return "Show the settings of this run" if self.settings_only else "Show the code"


def _blocks(notebook: NotebookNode) -> Iterator[_Block]:
    """The cells as the page tells them: code that shows nothing joins the code after it."""
    code = _Block()
    for cell in notebook.cells:
        if code.outputs or (cell.cell_type == "markdown" and code.sources):
            yield code
            code = _Block()
        if cell.cell_type == "markdown":
            yield _Block(markdown=cell.source)
        elif cell.cell_type == "code":
            code.sources += [cell.source] * bool(cell.source.strip())
            code.outputs += cell.outputs
            code.settings_only &= bool(SETTINGS_TAGS & set(cell.metadata.get("tags", [])))
    if code.sources or code.outputs:
        yield code


@cache
def _exporter() -> TemplateExporter:
    """One exporter for all pages: making it costs more than a page does."""
    return TemplateExporter(  # type: ignore[no-untyped-call]  # nbconvert types it not
        template_name="hsci",
        template_file="index.html.j2",
        extra_template_basedirs=[str(TEMPLATES)],
        filters={"markdown": _markdown, "scrolling": _scrolling, "plain": strip_ansi},
    )


@pass_context
def _markdown(context: Context, source: str) -> str:
    """Markdown as HTML, its headings entered in the outline of the page."""
    outline: Outline = context["resources"]["outline"]
    return outline.render(source)


def _scrolling(shown: str) -> str:
    """Put each table into a frame that scrolls by itself and that a keyboard reaches.

    At 400 % a wide table then moves within the page instead of widening it. The frame goes by the
    name of the table.
    """
    return re.sub(r"<table\b.*?</table>", _framed, shown, flags=re.DOTALL)


def _framed(table: re.Match[str]) -> str:
    caption = re.search(r"<caption[^>]*>(.*?)</caption>", table.group(), flags=re.DOTALL)
    words = re.sub(r"<[^>]+>", "", caption.group(1)) if caption else "Table"
    name = html.escape(html.unescape(words).strip())
    return f'<div class="frame" role="group" tabindex="0" aria-label="{name}">{table.group()}</div>'


@cache
def _style() -> str:
    return STYLE.read_text(encoding="utf-8")
