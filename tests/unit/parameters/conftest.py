import shutil
from pathlib import Path

import pytest

from hsci_analysis.folders import ROOT


@pytest.fixture
def parameters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of parameters/ that a test may spoil."""
    folder = tmp_path / "parameters"
    shutil.copytree(ROOT / "parameters", folder)
    monkeypatch.setenv("HSCI_PARAMETERS", str(folder))
    return folder
