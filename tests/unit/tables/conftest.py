from pathlib import Path

import pytest

from tests.unit.tables.as_published import Workbench, make_workbench


@pytest.fixture(scope="session")
def first_import(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    return make_workbench(tmp_path_factory.mktemp("first_import"))


@pytest.fixture
def workbench(
    first_import: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Workbench:
    """A data folder and published files to break, of the test's own."""
    own = first_import.copy(tmp_path)
    monkeypatch.setenv("HSCI_DATA", str(own.data))
    return own
