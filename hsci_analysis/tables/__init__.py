"""Our own tidy tables of published figures, each behind a contract."""

from hsci_analysis.tables.store import read_table

__all__ = ["read_table"]
