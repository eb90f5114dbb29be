"""What every test may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

PUBLISHED_FIGURES = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def published_figures() -> Path:
    """The folder of files exactly as published, which are never part of the project."""
    if not PUBLISHED_FIGURES.is_dir():
        pytest.skip(
            "needs the published files in ../shared/data, which are not part of the project"
        )
    return PUBLISHED_FIGURES


@pytest.fixture(scope="session", autouse=True)
def committed_figures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads the releases somebody has fetched into data/store."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HSCI_STORE", str(tmp_path_factory.mktemp("store")))
        yield
