"""Cells that run in a forked worker show what they show in a kernel, the awkward ones too."""

import re
from pathlib import Path

import nbformat
import pytest
from nbconvert.filters import strip_ansi
from nbformat import NotebookNode

from hsci_analysis.runs.jobs import Asked
from hsci_analysis.runs.notebook import NotebookError, execute
from hsci_analysis.runs.runner import Options, Outcome, run
from tests.small_house import SmallHouse, build

AWKWARD = (
    "print('a'); import sys; print('e', file=sys.stderr); print('b')\nsys.stdout.isatty()",
    "from IPython.display import HTML, Markdown, clear_output, display\n"
    "handle = display('one', display_id=True)\nprint('between')\nhandle.update('two')\n"
    "display(Markdown('x'), metadata={'text/plain': {'a': 1}})\n3",
    "await __import__('asyncio').sleep(0.01)\n'awaited'",
    "%%bash\necho hi; echo err >&2",
    "!echo shell",
    "%%capture held\nprint('captured')",
    "held.stdout",
    "import pandas as pd; pd.DataFrame({'a': [1, 2]})",
    "display('gone'); clear_output(); display('kept')",
    "display('gone'); clear_output(wait=True); display('kept')",
    "x = 1;",
    "_, Out[9], In[1][:5], __name__",
    "class Silent:\n    def _repr_html_(self): return None\n    def __repr__(self): return 'S'\n"
    "Silent()",
    "import logging; logging.getLogger().warning('logged')",
    "?len",
    "HTML('<b>bold</b>')",
    "b'\\x89PNG', float('nan')",
    "from dataclasses import dataclass\nimport pickle\n@dataclass\nclass Kept: a: int\n"
    "pickle.loads(pickle.dumps(Kept(3)))",
    "import os, subprocess; subprocess.run(['echo', 'quiet'], capture_output=True).stdout",
    "print(partnership, end='')",
)
FAILING = {
    "divides": ("print('before')", "def f(n):\n    return 1 / n\nf(0)", "print('never')"),
    "misspells": ("print('x'", "1"),
    "shows": (
        "class A:\n    def _repr_html_(self): raise ValueError('no')\n"
        "    def __repr__(self): return 'A'\nA()",
        "1",
    ),
    "leaves": ("import sys\nsys.exit(3)", "1"),
    "explained": ("import hsci_analysis as hsci\nhsci.find_partnership('Fief')",),
}


def outputs(node: NotebookNode) -> list[object]:
    """Per cell, its number and what it shows, without colours."""
    text = nbformat.writes(node)
    cells = nbformat.reads(text, 4).cells
    for cell in cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                output.traceback = [strip_ansi(line) for line in output.traceback]
    return [(cell.execution_count, cell.outputs) for cell in cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> SmallHouse:
    house = build(tmp_path_factory.mktemp("awkward") / "house")
    house.notebook("awkward", *AWKWARD)
    for name, cells in FAILING.items():
        house.notebook(name, *cells)
    names = ", ".join(f"{{notebook: {name}}}" for name in ("awkward", *FAILING))
    house.schedule(f"notebooks: [{names}]\n")
    return house


@pytest.fixture(scope="module")
def outcome(house: SmallHouse) -> Outcome:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in house.environment.items():
            patch.setenv(name, value)
        return run(Asked(("fife",)), Options(workers=2))


def in_a_kernel(house: SmallHouse, name: str, folder: Path) -> NotebookNode:
    path = house.folder / "notebooks" / f"{name}.ipynb"
    return execute(
        path, {"partnership": "fife"}, folder / "executed.ipynb", folder / "failed.ipynb"
    )


def test_awkward_cells_show_the_same(house: SmallHouse, outcome: Outcome, tmp_path: Path) -> None:
    ours = nbformat.read(house.report() / "awkward.ipynb", 4)
    theirs = in_a_kernel(house, "awkward", tmp_path)
    # Plain papermill is given one parameter less here, so the injected cell differs.
    assert ours.cells[2].id == theirs.cells[2].id == "injected-parameters"
    for our, their in zip(outputs(ours), outputs(theirs), strict=True):
        assert our == their
    assert ours.metadata.language_info == theirs.metadata.language_info
    assert ours.metadata.kernelspec == theirs.metadata.kernelspec


@pytest.mark.parametrize("name", FAILING)
def test_what_fails_fails_the_same(
    house: SmallHouse, outcome: Outcome, name: str, tmp_path: Path
) -> None:
    said = {job.name: failed for job, failed in outcome.failed}
    with pytest.raises(NotebookError) as theirs:
        in_a_kernel(house, name, tmp_path)
    assert strip_ansi(said[name].said).partition("\nThe notebook")[0] == theirs.value.said
    assert said[name].exit_code == theirs.value.exit_code
    kept = house.report().with_name(f"fife.{name}.failed.ipynb")
    ours = nbformat.read(kept, 4)
    assert outputs(ours) == outputs(nbformat.read(tmp_path / "failed.ipynb", 4))
    assert re.search("An Exception was encountered at", ours.cells[0].source)


def test_the_others_were_made(house: SmallHouse, outcome: Outcome) -> None:
    assert house.pages() == {"fife/awkward"}, outcome.failed
    assert len(outcome.failed) == len(FAILING)
