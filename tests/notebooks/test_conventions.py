"""Every notebook is thin, stripped, and reads as prose."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from hsci_analysis.areas import council_areas, health_boards, partnerships
from hsci_analysis.parameters.settings import read_defaults
from tests.notebooks import NOTEBOOKS, REPORTS

MOST_LINES = 12
UNWANTED = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.For,
    ast.While,
    ast.If,
    ast.Try,
    ast.With,
    ast.BinOp,
    ast.UnaryOp,
    ast.Compare,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
    ast.AugAssign,
    ast.Subscript,
)

Convention = Callable[[NotebookNode], Iterator[str]]


def code_cells(node: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in node.cells if cell.cell_type == "code"]


def prose(node: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in node.cells if cell.cell_type == "markdown"]


def is_parameters(cell: NotebookNode) -> bool:
    return "parameters" in cell.metadata.get("tags", [])


def stripped(node: NotebookNode) -> Iterator[str]:
    for cell in code_cells(node):
        if cell.outputs or cell.execution_count is not None:
            yield f"{cell.id} keeps its output; run: make fix"
    for cell in node.cells:
        if set(cell.metadata) - {"tags"}:
            yield f"{cell.id} keeps metadata of an editor"
    if set(node.metadata) != {"kernelspec"}:
        yield "the notebook keeps metadata of an editor"


def named_cells(node: NotebookNode) -> Iterator[str]:
    for cell in node.cells:
        if not re.fullmatch(r"[a-z]+(-[a-z]+)*", cell.id):
            yield f"the id {cell.id} is not a short name"


def one_title(node: NotebookNode) -> Iterator[str]:
    titles = [line for cell in prose(node) for line in cell.source.splitlines() if line[:2] == "# "]
    if len(titles) != 1 or not node.cells[0].source.startswith("# "):
        yield "there should be one title, in the first cell"


def prose_before_code(node: NotebookNode) -> Iterator[str]:
    for before, cell in zip(node.cells, node.cells[1:], strict=False):
        if cell.cell_type == "code" and before.cell_type != "markdown":
            yield f"{cell.id} has no prose before it"


def literal_parameters(node: NotebookNode) -> Iterator[str]:
    tagged = [cell for cell in node.cells if is_parameters(cell)]
    if len(tagged) != 1 or tagged[0] is not code_cells(node)[0]:
        yield "the first code cell, and no other, should be tagged parameters"
        return
    for line in tagged[0].source.splitlines():
        match ast.parse(line).body:
            case [ast.AnnAssign(annotation=ast.Name(), value=ast.Constant())] if "  # " in line:
                continue
        yield f"parameters: {line!r} is not a literal with a type and a comment"


def thin(node: NotebookNode) -> Iterator[str]:
    for cell in code_cells(node):
        if len(cell.source.splitlines()) > MOST_LINES:
            yield f"{cell.id} has more than {MOST_LINES} lines"
        for part in ast.walk(ast.parse(cell.source)):
            if isinstance(part, UNWANTED):
                yield f"{cell.id} computes ({type(part).__name__}); that belongs in the package"


def ends_in_something_shown(node: NotebookNode) -> Iterator[str]:
    for cell in code_cells(node):
        if not is_parameters(cell) and not isinstance(ast.parse(cell.source).body[-1], ast.Expr):
            yield f"{cell.id} shows nothing"


def ledger_last(node: NotebookNode) -> Iterator[str]:
    last = node.cells[-1]
    if last.cell_type != "code" or not last.source.splitlines()[-1].startswith("hsci.Ledger("):
        yield "the last cell should show the ledger"


def our_package_alone(node: NotebookNode) -> Iterator[str]:
    for cell in code_cells(node):
        for part in ast.walk(ast.parse(cell.source)):
            if isinstance(part, ast.ImportFrom) or (
                isinstance(part, ast.Import)
                and [(alias.name, alias.asname) for alias in part.names]
                != [("hsci_analysis", "hsci")]
            ):
                yield f"{cell.id} imports something else than hsci_analysis as hsci"


def no_number_and_no_place_typed(node: NotebookNode) -> Iterator[str]:
    places = "|".join(
        re.escape(area.name) for area in (*partnerships(), *council_areas(), *health_boards())
    )
    for cell in prose(node):
        for typed in re.findall(rf"\d+|\b(?:{places})\b", cell.source):
            yield f"{cell.id} says {typed!r}, which is not true of every page"


CONVENTIONS: tuple[Convention, ...] = (
    stripped,
    named_cells,
    one_title,
    prose_before_code,
    literal_parameters,
    thin,
    ends_in_something_shown,
    our_package_alone,
    no_number_and_no_place_typed,
)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_report_ends_with_its_ledger_and_no_other_notebook_states_one(path: Path) -> None:
    node = nbformat.read(path, as_version=4)
    assert (not list(ledger_last(node))) == (path in REPORTS)
    assert path in REPORTS or "Ledger" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.parametrize("convention", CONVENTIONS, ids=lambda convention: convention.__name__)
def test_notebooks_keep_to(convention: Convention, path: Path) -> None:
    assert list(convention(nbformat.read(path, as_version=nbformat.NO_CONVERT))) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_of_the_format_with_cell_ids(path: Path) -> None:
    node = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    assert (node.nbformat, node.nbformat_minor) == (4, 5)
    nbformat.validate(node)


def test_the_notebooks_default_year_is_that_of_the_parameter_files() -> None:
    for path in REPORTS:
        node = nbformat.read(path, as_version=4)
        assert f'reporting_year: str = "{read_defaults().reporting_year}"' in (
            code_cells(node)[0].source
        )


def spoiled(**changes: object) -> NotebookNode:
    """A notebook that keeps to every convention, with one cell changed."""
    node = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "a", "display_name": "b"}})
    node.cells = [
        nbformat.v4.new_markdown_cell("# A title", id="title"),
        nbformat.v4.new_code_cell('a: str = "b"  # c', id="parameters"),
        nbformat.v4.new_markdown_cell("Words.", id="words"),
        nbformat.v4.new_code_cell("import hsci_analysis as hsci\n\nhsci.Ledger(())", id="ledger"),
    ]
    node.cells[1].metadata.tags = ["parameters"]
    for place, fields in changes.items():
        cell = next(cell for cell in node.cells if cell.id == place)
        cell.update(fields)  # type: ignore[call-overload]
    return node


def test_the_unspoiled_notebook_keeps_to_all() -> None:
    every = (*CONVENTIONS, ledger_last)
    assert [broken for convention in every for broken in convention(spoiled())] == []


@pytest.mark.parametrize(
    ("convention", "place", "fields"),
    [
        (stripped, "ledger", {"execution_count": 1}),
        (stripped, "words", {"metadata": {"editable": True}}),
        (named_cells, "words", {"id": "1f3a"}),
        (one_title, "words", {"source": "# Another"}),
        (one_title, "title", {"source": "## A section"}),
        (prose_before_code, "words", {"cell_type": "raw"}),
        (literal_parameters, "parameters", {"metadata": {}}),
        (literal_parameters, "parameters", {"source": 'a = "b"  # c'}),
        (literal_parameters, "parameters", {"source": 'a: str = "b"'}),
        (literal_parameters, "parameters", {"source": "a: int = 1 + 1  # c"}),
        (thin, "ledger", {"source": "for a in b:\n    a"}),
        (thin, "ledger", {"source": "def a():\n    pass"}),
        (thin, "ledger", {"source": "a / 2"}),
        (thin, "ledger", {"source": "a[0]"}),
        (thin, "ledger", {"source": "a\n" * 13}),
        (ends_in_something_shown, "ledger", {"source": "a = 1"}),
        (ledger_last, "ledger", {"source": "hsci.sentence(level)"}),
        (our_package_alone, "ledger", {"source": "import pandas"}),
        (our_package_alone, "ledger", {"source": "from hsci_analysis import series"}),
        (no_number_and_no_place_typed, "words", {"source": "It rose to 74."}),
        (no_number_and_no_place_typed, "words", {"source": "In Fife."}),
    ],
)
def test_each_convention_notices(
    convention: Convention, place: str, fields: dict[str, object]
) -> None:
    assert list(convention(spoiled(**{place: fields})))
