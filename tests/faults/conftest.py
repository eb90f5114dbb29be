"""The published files and the small house these tests break are those of other tests."""

from tests.unit.runs.conftest import house
from tests.unit.tables.conftest import first_import, workbench

__all__ = ["first_import", "house", "workbench"]
