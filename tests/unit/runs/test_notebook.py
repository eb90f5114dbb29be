"""Executing one notebook: what is refused before a kernel starts, and what is told after."""

import os
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from hsci_analysis.errors import ParametersError, RunError, UnknownNameError
from hsci_analysis.folders import ROOT, find_notebook
from hsci_analysis.runs.notebook import (
    IPC,
    NotebookError,
    checked_parameters,
    execute,
    shown_values,
)

NotebookOf = Callable[..., Path]


def test_a_notebook_is_found_by_its_name_and_a_misspelt_one_refused() -> None:
    assert find_notebook("patient_flow") == ROOT / "notebooks" / "patient_flow.ipynb"
    with pytest.raises(UnknownNameError, match="did you mean 'patient_flow'"):
        find_notebook("pateint_flow")


def test_parameters_become_the_types_the_notebook_declares(notebook_of: NotebookOf) -> None:
    given = {"partnership": "moray", "months": "24", "level": "0.9"}
    assert checked_parameters(notebook_of(), given) == {
        "partnership": "moray",
        "months": 24,
        "level": 0.9,
    }


def test_a_misspelt_parameter_is_refused_with_the_nearest_name(notebook_of: NotebookOf) -> None:
    with pytest.raises(UnknownNameError, match="no parameter of small called 'partnreship'; did"):
        checked_parameters(notebook_of(), {"partnreship": "fife"})


def test_a_value_of_another_type_is_refused(notebook_of: NotebookOf) -> None:
    with pytest.raises(ParametersError, match="months of small is of type int; 'a year' is not"):
        checked_parameters(notebook_of(), {"months": "a year"})


def test_what_is_no_notebook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "torn.ipynb"
    path.write_text('{"cells": [')
    with pytest.raises(RunError, match=r"torn\.ipynb is not a notebook"):
        checked_parameters(path, {})


def test_what_was_executed_holds_no_trace_of_this_machine(
    notebook_of: NotebookOf, tmp_path: Path
) -> None:
    executed = tmp_path / "executed.ipynb"
    before = dict(os.environ)
    node = execute(
        notebook_of("f'{partnership} {months}'"),
        {"partnership": "moray"},
        executed,
        tmp_path / "failed.ipynb",
    )
    assert shown_values(node, "text/plain") == ["'moray 12'"]
    assert nbformat.read(executed, as_version=4) == node
    assert node.metadata.papermill.input_path == "notebooks/small.ipynb"
    assert "environment_variables" not in node.metadata.papermill
    assert [cell.id for cell in node.cells][1] == "injected-parameters"
    text = executed.read_text()
    assert str(tmp_path) not in text
    assert str(Path.home()) not in text
    assert dict(os.environ) == before
    assert not (tmp_path / "failed.ipynb").exists()


def test_a_run_that_went_well_prints_nothing(
    notebook_of: NotebookOf, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A kernel that leaves its interrupt signal be says when one reaches it: none should."""
    unmasked = (
        "import signal\n"
        "get_ipython().kernel.post_handler_hook = lambda: None\n"
        "signal.getsignal(signal.SIGINT) is not signal.SIG_IGN"
    )
    node = execute(notebook_of(unmasked), {}, tmp_path / "executed.ipynb", tmp_path / "no.ipynb")
    assert shown_values(node, "text/plain") == ["True"]
    assert capfd.readouterr() == ("", "")


def test_a_kernel_has_one_thread_and_no_profile_of_a_person(
    notebook_of: NotebookOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JPY_SESSION_NAME", "somebody")
    monkeypatch.setenv("OMP_NUM_THREADS", "8")
    node = execute(
        notebook_of(
            "import os, IPython\n"
            "[os.environ['OMP_NUM_THREADS'], 'JPY_SESSION_NAME' in os.environ,"
            " os.path.dirname(get_ipython().profile_dir.location) == os.environ['IPYTHONDIR']]"
        ),
        {},
        tmp_path / "executed.ipynb",
        tmp_path / "failed.ipynb",
    )
    assert shown_values(node, "text/plain") == ["['1', False, True]"]
    assert os.environ["JPY_SESSION_NAME"] == "somebody"


@pytest.mark.skipif(not IPC, reason="needs sockets that are files")
def test_each_kernel_has_sockets_of_its_own_and_leaves_none(
    notebook_of: NotebookOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    node = execute(
        notebook_of(
            "import os\nfolder = os.path.dirname(os.environ['IPYTHONDIR'])\n"
            "print(folder, *os.listdir(folder))"
        ),
        {},
        tmp_path / "executed.ipynb",
        tmp_path / "failed.ipynb",
    )
    folder, *held = node.cells[-1].outputs[0].text.split()
    assert {f"kernel-{channel}" for channel in range(1, 6)} <= set(held)
    assert not Path(folder).exists()
    assert list((tmp_path / "here").iterdir()) == []


def failure(notebook: Path, failed: Path) -> RunError:
    with pytest.raises(RunError) as raised:
        execute(notebook, {"months": 3}, failed.with_name("executed.ipynb"), failed)
    return raised.value


def test_a_failing_cell_is_named_and_the_notebook_kept(
    notebook_of: NotebookOf, tmp_path: Path
) -> None:
    failed = tmp_path / "failed.ipynb"
    error = failure(notebook_of("'fine'", "1 / (months - 3)\n'never'"), failed)
    assert isinstance(error, NotebookError)
    assert error.exit_code == RunError.exit_code
    assert str(error) == (
        "small stopped at cell In [4], which begins '1 / (months - 3)':\n"
        "  ZeroDivisionError: division by zero\n"
        f"The notebook as far as it ran is in {failed}"
    )
    kept = nbformat.read(failed, as_version=4)
    assert shown_values(kept, "text/plain") == ["'fine'"]
    assert str(tmp_path) not in failed.read_text()


def test_a_failure_we_explain_keeps_its_exit_code_and_shows_no_path_of_this_machine(
    notebook_of: NotebookOf, tmp_path: Path
) -> None:
    failed = tmp_path / "failed.ipynb"
    cell = "from hsci_analysis.areas import find_partnership\nfind_partnership('Fief')"
    error = failure(notebook_of(cell), failed)
    assert error.exit_code == UnknownNameError.exit_code
    assert "UnknownNameError: no partnership called 'Fief'; did you mean 'Fife'" in str(error)
    assert "hsci_analysis/areas.py" in failed.read_text()
    assert str(ROOT) not in failed.read_text()


def test_a_kernel_that_dies_is_told(notebook_of: NotebookOf, tmp_path: Path) -> None:
    error = failure(notebook_of("import os\nos._exit(3)"), tmp_path / "failed.ipynb")
    assert "small stopped, its kernel was lost" in str(error)


def test_braces_and_spaces_in_a_path_mean_nothing(notebook_of: NotebookOf, tmp_path: Path) -> None:
    folder = tmp_path / "a {partnership} b"
    folder.mkdir()
    notebook = notebook_of("partnership").rename(folder / "small.ipynb")
    execute(notebook, checked_parameters(notebook, {}), folder / "out.ipynb", folder / "no.ipynb")
    assert (folder / "out.ipynb").exists()
