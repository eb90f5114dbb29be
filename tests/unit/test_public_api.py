"""What ``import hsci_analysis as hsci`` gives, and what it doesn't load to give it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import hsci_analysis as hsci

SOURCE = ast.parse(Path(hsci.__file__).read_text(encoding="utf-8"))
HEAVY = ("pandas", "numpy", "statsmodels", "altair", "papermill", "pydantic", "nbconvert", "yaml")


def modules_after(statement: str) -> set[str]:
    listed = subprocess.run(
        [sys.executable, "-c", f"{statement}\nimport sys\nprint(*sys.modules, sep='\\n')"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(listed.stdout.splitlines())


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = modules_after("import hsci_analysis; dir(hsci_analysis)")
    assert "hsci_analysis" in loaded
    assert not loaded & set(HEAVY)


def test_the_watch_on_loaded_modules_would_notice() -> None:
    assert "pandas" in modules_after("import hsci_analysis; hsci_analysis.series")


@pytest.mark.parametrize("name", hsci.__all__)
def test_every_public_name_is_there_and_the_same_each_time(name: str) -> None:
    assert getattr(hsci, name) is getattr(hsci, name)


def test_tab_completion_offers_the_public_names_alone() -> None:
    assert dir(hsci) == sorted(hsci.__all__)


def test_editors_see_the_same_names_as_python() -> None:
    (typed,) = [
        node
        for node in SOURCE.body
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
    ]
    homes = {
        alias.name: statement.module
        for statement in typed.body
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    }
    assert homes == {name: f"hsci_analysis.{home}" for name, home in hsci._HOME_OF.items()}
    assert set(homes) == set(hsci.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="hsci_analysis has no 'serise'") as raised:
        hsci.serise  # noqa: B018
    assert (raised.value.name, raised.value.obj) == ("serise", hsci)
