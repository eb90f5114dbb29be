"""A table that is registered and not held keeps no run from starting, and none up to date."""

from hsci_analysis.runs.plan import differences
from hsci_analysis.sources.releases import held_sources, releases
from hsci_analysis.tables.store import read_ahead


def test_only_what_is_held_is_read_ahead() -> None:
    assert releases("end_of_life_by_partnership") == ()
    read_ahead()
    assert "end_of_life_by_partnership" not in [each.key for each in held_sources()]


def test_a_table_that_came_or_went_makes_a_page_stale() -> None:
    inputs = {"tables": [], "parameter_files": {}, "reference_files": {}}
    same = {"parameters": {}, "notebook": {}, "code_sha256": "", "versions": {}}
    then = same | {"inputs": inputs | {"tables_not_held": ["imported_indicators"]}}
    now = same | {"inputs": inputs | {"tables_not_held": []}}
    assert list(differences(now, then)) == [
        "stale input: imported_indicators was not held, and now is"
    ]
    assert list(differences(then, now)) == [
        "stale input: imported_indicators was held, and now is not"
    ]
    assert list(differences(now, now)) == []
