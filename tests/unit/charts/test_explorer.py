"""What the chart with pickers holds: every area's figures, drawn without asking a server."""

import pytest

from hsci_analysis.areas import SCOTLAND, partnerships
from hsci_analysis.charts.explorer import MOST_POINTS, explore
from hsci_analysis.charts.figure import INTERACTIVE
from hsci_analysis.errors import SeriesError, UnknownNameError
from hsci_analysis.measures.series import series

BED_DAYS = "delayed_discharge_bed_days"


@pytest.fixture(scope="module")
def drawn() -> dict:
    return explore("Fife", BED_DAYS, "care_at_home_people")._repr_mimebundle_()[INTERACTIVE]


def test_the_pickers_name_every_area_and_measure(drawn: dict) -> None:
    area, measure = (
        each["bind"] for each in drawn["params"] if each["name"] in ("partnership", "measure")
    )
    assert area["labels"] == [each.name for each in (*partnerships(), SCOTLAND)]
    assert measure["labels"] == [
        "Delayed discharge bed days (beds)",
        "People with care at home (people)",
    ]
    (first,) = (each["value"] for each in drawn["params"] if each["name"] == "partnership")
    assert area["labels"][first] == "Fife"


def test_the_figures_are_those_of_the_series(drawn: dict) -> None:
    (rows,) = drawn["datasets"].values()
    fife = [each.name for each in partnerships()].index("Fife")
    held = [row["value"] for row in rows if (row["area"], row["measure"]) == (fife, 0)]
    assert held == pytest.approx(series(BED_DAYS, "Fife").daily_average().values.tolist(), rel=1e-4)
    assert len(rows) < MOST_POINTS
    assert "http" not in str({name: part for name, part in drawn.items() if name != "$schema"})


def test_too_much_for_a_browser_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hsci_analysis.charts.explorer.MOST_POINTS", 100)
    with pytest.raises(SeriesError, match="too many for one chart, which holds 100; ask for fewer"):
        explore("Fife", BED_DAYS)


def test_a_misspelt_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'Fife'"):
        explore("Fief")
    with pytest.raises(UnknownNameError, match=BED_DAYS):
        explore("Fife", "delayed_discharge_bed_day")
