"""The report as a Word document that can be edited: pandoc, from what the notebook shows."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pypandoc
from nbformat import NotebookNode

from hsci_analysis.errors import RunError
from hsci_analysis.findings.ledger import MEDIA_TYPE
from hsci_analysis.reports.outline import Outline
from hsci_analysis.reports.pictures import Pictures

LANGUAGE = "en-GB"
INSTEAD_OF_LEDGER = "<p>The table is long, and comes beside this document: findings.csv.</p>"
OPTIONS = (
    *("--from", "html", "--to", "docx", "--shift-heading-level-by=-1"),
    *("--metadata", f"lang={LANGUAGE}"),
)
"""The notebook's title is the document's, its sections are headings of the first level."""


def shown_html(notebook: NotebookNode, pictures: Pictures) -> tuple[str, str]:
    """The title of an executed notebook, and what it says and shows, without code, as plain HTML.

    Its pictures are taken out and stand as images of their files.
    """
    outline = Outline()
    html = "\n".join(_parts(notebook, outline, pictures))
    return outline.title, html


def write_word(html: str, path: Path, *, title: str, subtitle: str, released: date) -> None:
    """Write the document; pictures are found beside it.

    Parameters
    ----------
    html
        As ``shown_html`` gives it.
    title, subtitle
        What it is, and whom and when it is about.
    released
        The day of the newest figures, by which the file is dated: the same figures give the same
        bytes.

    Raises
    ------
    RunError
        If pandoc is not there or refuses the text.
    """
    epoch = int(datetime.combine(released, time(), tzinfo=UTC).timestamp())
    try:
        subprocess.run(  # noqa: S603 (pandoc itself, and options of our own)
            [
                pypandoc.get_pandoc_path(),
                *OPTIONS,
                *("--metadata", f"title={title}", "--metadata", f"subtitle={subtitle}"),
                *("--resource-path", str(path.parent), "--output", str(path)),
            ],
            input=html.encode(),
            env=os.environ | {"SOURCE_DATE_EPOCH": str(epoch)},
            capture_output=True,
            check=True,
        )
    except subprocess.CalledProcessError as error:
        told = error.stderr.decode(errors="replace").strip()
        raise RunError(f"{path.name} could not be made: pandoc says {told!r}") from error
    except OSError as error:
        raise RunError(
            f"{path.name} could not be made, for pandoc is not there ({error}); install the "
            "environment of the lock again"
        ) from error


def _parts(notebook: NotebookNode, outline: Outline, pictures: Pictures) -> Iterator[str]:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield outline.render(cell.source)
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if MEDIA_TYPE in data:
                yield INSTEAD_OF_LEDGER
            elif "text/html" in data:
                yield pictures.taken_out_of(data["text/html"])
            elif "text/markdown" in data:
                yield outline.render(data["text/markdown"])
