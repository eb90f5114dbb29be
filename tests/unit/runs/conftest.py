from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from tests.small_house import SmallHouse, build

PARAMETERS = (
    'partnership: str = "fife"  # its name\nmonths: int = 12  # how many\nlevel: float = 0.5'
)


@pytest.fixture
def notebook_of(tmp_path: Path) -> Callable[..., Path]:
    """A notebook of the cells given, with a parameters cell before them."""

    def write(*sources: str, name: str = "small") -> Path:
        node = nbformat.v4.new_notebook(
            metadata={
                "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
                "language_info": {"name": "python"},
            }
        )
        node.cells = [nbformat.v4.new_code_cell(source) for source in (PARAMETERS, *sources)]
        node.cells[0].metadata.tags = ["parameters"]
        path = tmp_path / f"{name}.ipynb"
        nbformat.write(node, path)
        return path

    return write


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallHouse:
    """A small house that the package uses."""
    house = build(tmp_path / "house")
    for name, value in house.environment.items():
        monkeypatch.setenv(name, value)
    return house
