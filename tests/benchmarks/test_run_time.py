"""How long a notebook takes, page and findings included, by five ways measured in turn.

The commands a person would write in a loop (papermill, then nbconvert); one process that calls
papermill for one notebook after another; two such processes; our runner; and, as the limit, the
bare computation, charts and rendering in as many processes, with no notebook machinery. All but
nbconvert, whose page is its own, write the same pages and findings to the byte.

``python -m tests.benchmarks.test_run_time`` prints the table; it takes some minutes.
"""

import ast
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from statistics import median
from time import perf_counter

import nbformat
import papermill
from IPython.core.formatters import DisplayFormatter
from nbformat import NotebookNode
from papermill.parameterize import parameterize_notebook

from hsci_analysis.areas import find_partnership, partnerships
from hsci_analysis.folders import find_notebook
from hsci_analysis.runs.part import rendered, shown_ledger
from hsci_analysis.runs.surroundings import surroundings
from hsci_analysis.runs.template import _read_ahead

NOTEBOOK = find_notebook("patient_flow")
YEAR = "2024/25"
PANEL = ("delayed_discharge_bed_days", "2025-03")  # what the notebook learns from all areas
CORES = 2
ROUNDS = 3
AT_LEAST = 2.0
"""Times less processor than one papermill process; about 7 with 31 notebooks to share our start,
half of that with the few of this test, and the machine may be busy."""

Way = Callable[[list[str], Path], None]
SPAWN, FORK = multiprocessing.get_context("spawn"), multiprocessing.get_context("fork")


def commands(areas: list[str], folder: Path) -> None:
    for area in areas:
        executed = folder / f"{area}.ipynb"
        given = [part for pair in parameters(area).items() for part in ("-p", *pair)]
        call("papermill", "--no-progress-bar", NOTEBOOK, executed, *given)
        call("nbconvert", "--to", "html", executed)


def one_process(areas: list[str], folder: Path) -> None:
    together([SPAWN.Process(target=_papermill, args=(areas, folder))])


def two_processes(areas: list[str], folder: Path) -> None:
    together([SPAWN.Process(target=_papermill, args=(share, folder)) for share in shares(areas)])


def our_runner(areas: list[str], folder: Path) -> None:
    named = [part for area in areas for part in ("--partnership", area)]
    with_name = ("--notebook", NOTEBOOK.stem, "--year", YEAR, "--jobs", str(CORES))
    call("hsci_analysis", "run", *named, *with_name, HSCI_REPORTS=str(folder))


def limit(areas: list[str], folder: Path) -> None:
    together([SPAWN.Process(target=_forking, args=(areas, folder))])


WAYS: dict[Way, int] = {commands: 2, one_process: 4, two_processes: 6, our_runner: 31, limit: 31}
"""Each way, and how many notebooks it is given: more, where they share a start."""


def parameters(area: str) -> dict[str, str]:
    return {"partnership": area, "reporting_year": YEAR}


def shares(areas: list[str]) -> list[list[str]]:
    return [areas[core::CORES] for core in range(CORES)]


def call(module: str, *arguments: object, **settings: str) -> None:
    subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        env=os.environ | settings,
        check=True,
        capture_output=True,
    )


def together(processes: list[BaseProcess]) -> None:
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0


def _papermill(areas: list[str], folder: Path) -> None:
    """Papermill with its defaults."""
    for area in areas:
        executed = str(folder / f"{area}.ipynb")
        given = parameters(area)
        write(papermill.execute_notebook(str(NOTEBOOK), executed, given, progress_bar=False), area)


def _forking(areas: list[str], folder: Path) -> None:
    assert _read_ahead(tables=True, panels=[PANEL]) == ""
    together([FORK.Process(target=_bare, args=(share, folder)) for share in shares(areas)])


def _bare(areas: list[str], folder: Path) -> None:
    """Each cell through ``exec``, its last expression through IPython's formatter."""
    formatter = DisplayFormatter()
    for area in areas:
        node = papermill.iorw.load_notebook_node(str(NOTEBOOK))
        node = parameterize_notebook(node, parameters(area), kernel_name="python3")
        scope: dict[str, object] = {}
        for cell in (cell for cell in node.cells if cell.cell_type == "code"):
            tree = ast.parse(cell.source)
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, area, "exec"), scope)
            if last is not None:
                shown = eval(compile(ast.Expression(last.value), area, "eval"), scope)
                data, metadata = formatter.format(shown)
                cell.outputs = [nbformat.v4.new_output("execute_result", data, metadata=metadata)]
        nbformat.write(node, folder / f"{area}.ipynb")
        write(node, area, folder)


def write(node: NotebookNode, area: str, folder: Path | None = None) -> None:
    """The page and the findings beside the notebook, as our runner makes them."""
    folder = folder or Path(node.metadata.papermill.output_path).parent
    ledger = shown_ledger(node, NOTEBOOK.stem)
    heading = f"{find_partnership(area).official_name}, {YEAR}"
    (folder / f"{area}.html").write_text(rendered(node, ledger, heading, YEAR))
    (folder / f"{area}.json").write_text(ledger.to_json())


def measured(way: Way, notebooks: int) -> tuple[float, float, list[str]]:
    """Seconds of time and of processor a notebook, and the page and findings of the first area.

    The processor time is that of all processes the way has started and seen end.
    """
    areas = [partnership.slug for partnership in partnerships()][:notebooks]
    with tempfile.TemporaryDirectory() as name, surroundings(Path(name)):
        folder = Path(name)
        before, started = processor(), perf_counter()
        way(areas, folder)
        took, used = perf_counter() - started, processor() - before
        made = [folder / f"{areas[0]}.html", folder / f"{areas[0]}.json"]
        if way is our_runner:
            report = folder / "2024-25" / areas[0]
            made = [report / f"{NOTEBOOK.stem}.html", report / "findings.json"]
        elif way is commands:
            made = []
            executed = nbformat.read(folder / f"{areas[0]}.ipynb", 4)
            assert shown_ledger(executed, NOTEBOOK.stem).findings
        return took / notebooks, used / notebooks, [path.read_text() for path in made]


def processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_a_notebook_takes_a_fraction_of_what_papermill_takes() -> None:
    _, theirs, shown = measured(one_process, 2)
    _, ours, ours_shown = measured(our_runner, 8)
    assert ours_shown == measured(limit, 2)[2] == shown
    assert theirs / ours > AT_LEAST, f"{ours:.2f} s of processor, papermill {theirs:.2f} s"


def main() -> None:
    """Print the table: medians of the rounds, and how many times faster than the commands."""
    taken: dict[Way, list[tuple[float, float]]] = {way: [] for way in WAYS}
    for _ in range(ROUNDS):
        shown = []
        for way, notebooks in WAYS.items():
            took, used, made = measured(way, notebooks)
            taken[way].append((took, used))
            shown += [made] if made else []
        assert all(made == shown[0] for made in shown)
    medians = {
        way: [median(figures) for figures in zip(*rounds, strict=True)]
        for way, rounds in taken.items()
    }
    slowest = medians[commands]
    for way, figures in medians.items():
        times = [slow / figure for slow, figure in zip(slowest, figures, strict=True)]
        sys.stdout.write(
            f"{way.__name__:<14} {1000 * figures[0]:6.0f} ms ({times[0]:4.1f}x)"
            f"  {1000 * figures[1]:6.0f} ms of processor ({times[1]:4.1f}x)\n"
        )


if __name__ == "__main__":
    main()
