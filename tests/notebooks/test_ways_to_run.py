"""However a notebook is run, it shows the same: plain papermill, nbclient, our runner both ways."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import papermill
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

from hsci_analysis.folders import ROOT
from hsci_analysis.runs.declared import declared_parameters
from hsci_analysis.runs.jobs import Asked
from hsci_analysis.runs.runner import Options, run
from tests.notebooks import REPORTS

PARAMETERS = {"partnership": "scottish-borders", "reporting_year": "2024/25"}


def given(notebook: Path) -> dict[str, str]:
    """What of the usual parameters the notebook takes."""
    return {name: PARAMETERS[name] for name in PARAMETERS if name in declared_parameters(notebook)}


def outputs(node: NotebookNode) -> list[tuple[object, object]]:
    """Of each code cell but the injected one, which says the same in another order."""
    return [
        (cell.execution_count, cell.outputs)
        for cell in node.cells
        if cell.cell_type == "code" and "injected-parameters" not in cell.metadata.get("tags", [])
    ]


def run_all(folder: Path, options: Options) -> dict[str, NotebookNode]:
    """By name, every notebook as our runner executes it."""
    about = {True: [], False: []}
    for path in REPORTS:
        about["partnership" in given(path)].append(path.stem)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HSCI_REPORTS", str(folder))
        made = []
        for of_partnership, names in about.items():
            areas = (PARAMETERS["partnership"],) if of_partnership else ()
            if names:
                asked = Asked(areas, tuple(names), PARAMETERS["reporting_year"])
                outcome = run(asked, options)
                assert not outcome.failed
                made += [job for job, _ in outcome.made]
        return {job.name: nbformat.read(job.folder / f"{job.name}.ipynb", 4) for job in made}


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> dict[str, NotebookNode]:
    return run_all(tmp_path_factory.mktemp("forked"), Options(workers=2))


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_plain_papermill_shows_the_same(
    path: Path, ours: dict[str, NotebookNode], tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "papermill", "--no-progress-bar", path, "out.ipynb"]
    parameters = [part for name, value in given(path).items() for part in ("-p", name, value)]
    subprocess.run(
        [*command, *parameters],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    assert outputs(nbformat.read(tmp_path / "out.ipynb", 4)) == outputs(ours[path.stem])


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_nbclient_shows_the_same(path: Path, ours: dict[str, NotebookNode], tmp_path: Path) -> None:
    node = papermill.execute_notebook(str(path), None, given(path), prepare_only=True)
    NotebookClient(
        node, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    ).execute()
    assert outputs(node) == outputs(ours[path.stem])


def test_our_runner_with_kernels_shows_the_same(
    ours: dict[str, NotebookNode], tmp_path: Path
) -> None:
    theirs = run_all(tmp_path, Options(workers=1, kernels=True))
    assert theirs.keys() == ours.keys()
    for name, node in theirs.items():
        assert outputs(node) == outputs(ours[name])
