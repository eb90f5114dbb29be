"""Every empty cell says which kind of nothing it is, and why."""

from hsci_analysis.indicators.nothing import KINDS, EmptyCell, KindOfNothing, Reason


def test_every_reason_has_a_kind_and_every_kind_a_reason() -> None:
    assert set(KINDS) == set(Reason)
    assert set(KINDS.values()) == set(KindOfNothing)


def test_a_year_without_a_survey_is_not_a_missing_figure() -> None:
    assert EmptyCell(Reason.NO_SURVEY, "rounds are every second year").kind == "not applicable"
    assert EmptyCell(Reason.NOT_SUPPLIED, "not held here").kind == "missing"
