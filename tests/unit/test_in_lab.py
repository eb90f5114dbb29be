"""What JupyterLab asks of our objects: names to complete, and how they show themselves."""

import pytest
from IPython.core.completer import IPCompleter, provisionalcompleter

import hsci_analysis as hsci
from hsci_analysis.errors import UnknownNameError


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ('hsci.PARTNERSHIPS["Clack', "Clackmannanshire and Stirling"),
        ('hsci.MEASURES["delayed', "delayed_discharge_bed_days"),
        ('hsci.series(hsci.MEASURES["care_at_home_h', "care_at_home_hours"),
        ("hsci.find", "finding"),
    ],
)
def test_tab_completes(typed: str, offered: str) -> None:
    with provisionalcompleter():
        completer = IPCompleter(namespace={"hsci": hsci}, global_namespace={}, use_jedi=False)
        assert any(offered in each.text for each in completer.completions(typed, len(typed)))


def test_partnerships_are_found_in_brackets_by_any_spelling() -> None:
    assert hsci.PARTNERSHIPS["na h-eileanan siar"].name == "Western Isles"
    assert [hsci.PARTNERSHIPS[name].name for name in hsci.PARTNERSHIPS] == [*hsci.PARTNERSHIPS]
    assert len(hsci.PARTNERSHIPS) == 31
    with pytest.raises(UnknownNameError, match="did you mean 'Fife'"):
        hsci.PARTNERSHIPS["Fief"]


def test_a_series_shows_what_it_is_whose_it_is_and_its_latest_figures() -> None:
    beds = hsci.series(hsci.MEASURES["delayed_discharge_bed_days"], hsci.PARTNERSHIPS["Fife"])
    shown = beds._repr_html_()
    assert shown.count("<tr>") == 13  # twelve months, and the name of the index
    for said in ("Fife (area of residence), bed days", "Public Health Scotland", ".frame"):
        assert said in shown


def test_a_finding_shows_its_evidence() -> None:
    shown = hsci.finding("NI-14/S37000025/2022-23/level")._repr_html_()
    for said in ("Before rounding", "SHA-256", "hsci.finding(&quot;NI-14/S37000025/2022-23/level"):
        assert said in shown
