"""The published files these tests break are those of the tests of tables."""

from tests.unit.tables.conftest import first_import, workbench

__all__ = ["first_import", "workbench"]
