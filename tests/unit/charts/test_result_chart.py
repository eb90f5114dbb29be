"""Every result of a model has a frame, a summary and a chart, and a notebook shows the chart."""

from dataclasses import replace

import pandas as pd
import pytest

import hsci_analysis as hsci
from hsci_analysis.charts.figure import Figure
from hsci_analysis.charts.result_chart import result_chart
from hsci_analysis.errors import FindingError
from hsci_analysis.models.drawable import Drawable

BEDS = hsci.series("delayed_discharge_bed_days", "Fife").daily_average()
SHARE = hsci.series("accident_and_emergency_within_4_hours", "NHS Fife")
RESULTS = {
    "forecast": lambda: hsci.forecast(BEDS),
    "change": lambda: hsci.change(BEDS),
    "change of a share": lambda: hsci.change(SHARE),
    "limits": lambda: hsci.limits(BEDS),
    "flow of a partnership": lambda: hsci.flow("Fife"),
    "flow of a board": lambda: hsci.flow("NHS Fife"),
    "scenario": lambda: hsci.scenario("Fife", hsci.BackToYear("2018/19")),
}


@pytest.mark.parametrize("name", RESULTS)
def test_each_result_has_a_frame_a_summary_and_a_chart(name: str) -> None:
    result = RESULTS[name]()
    assert not result.frame.empty
    assert isinstance(result.summary, pd.DataFrame)
    assert not result.summary.empty
    chart = result.chart()
    assert isinstance(chart, Figure)
    assert "Fife" in chart.caption
    assert chart.alt_text in chart.svg
    assert result._repr_mimebundle_(include=None, exclude=None)["text/html"] == chart.html


def test_a_change_that_was_not_tested_is_drawn_without_levels() -> None:
    short = hsci.change(BEDS.since(BEDS.last_month + -20))
    assert "no level of a year" in short.chart().alt_text
    assert set(short.summary["verdict"]) == {"not tested"}
    assert short.summary["reason"].notna().all()


def test_a_scenario_is_drawn_beside_its_baseline() -> None:
    svg = hsci.scenario("Fife", hsci.ReducedBy(50, "2025-09")).chart().svg
    assert "Baseline" in svg
    assert "Scenario" in svg
    assert "Baseline" not in hsci.forecast(BEDS).chart().svg


def test_a_flow_without_beds_and_a_result_unknown_here_have_no_chart() -> None:
    flow = hsci.flow("NHS Fife")
    treatment = flow.treatment
    other = treatment.frame[treatment.frame["kind"] == "flow"]
    with pytest.raises(FindingError, match="no beds are held of NHS Fife"):
        replace(flow, treatment=replace(treatment, frame=other)).chart()
    with pytest.raises(FindingError, match="a Drawable has no chart of its own"):
        result_chart(Drawable())


def test_a_summary_tells_what_a_sentence_needs() -> None:
    forecast = hsci.forecast(BEDS).summary
    assert list(forecast.index) == ["latest", "next", "furthest"]
    assert forecast.loc["next", "licensed"]
    assert forecast.loc["next", "loses_alone"] == ""
    alone = hsci.forecast(BEDS, pooled=False).summary
    assert alone.loc["next", "loses_alone"].startswith("its score is 1 to 5 % worse")
    limits = hsci.limits(BEDS.since(BEDS.last_month + -1))
    assert list(limits.summary["charted"]) == ["nothing"]
    assert limits.summary["reason"].str.contains("fewer than").all()
