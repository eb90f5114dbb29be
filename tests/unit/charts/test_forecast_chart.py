"""What a forecast chart shows, read from the picture itself."""

from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest

from hsci_analysis.charts.figure import SVG
from hsci_analysis.charts.forecast_chart import forecast_chart
from hsci_analysis.charts.theme import Colour
from hsci_analysis.errors import FindingError
from hsci_analysis.measures.series import series
from hsci_analysis.models.forecast.forecast import forecast
from hsci_analysis.models.forecast.result import Forecast

WORDS = {"alt_text": "Line chart of bed days and their forecast", "caption": "Bed days"}


@pytest.fixture(
    scope="module", params=[("delayed_discharge_bed_days", 48), ("emergency_admissions", 104)]
)
def shown(request: pytest.FixtureRequest) -> tuple[Forecast, int]:
    measure, periods = request.param
    return forecast(series(measure, "Fife")), periods


def drawn(svg: str, tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(f"{{{SVG}}}{tag}"))


def filled(svg: str, colour: Colour) -> list[ElementTree.Element]:
    return [path for path in drawn(svg, "path") if path.get("fill") == colour]


def stroked(svg: str, colour: Colour) -> list[ElementTree.Element]:
    return [path for path in drawn(svg, "path") if path.get("stroke") == colour]


def test_both_intervals_the_median_and_the_figures_are_drawn(shown) -> None:
    svg = forecast_chart(shown[0], **WORDS).svg
    (wide,), (narrow,) = (
        filled(svg, colour) for colour in (Colour.POSSIBLE_GROUND, Colour.LIKELY_GROUND)
    )
    (median,) = stroked(svg, Colour.EXPECTED)
    (figures,) = stroked(svg, Colour.MEASURED)
    ahead = len(shown[0].frame)
    assert median.get("stroke-dasharray")
    assert median.get("d").count("L") == ahead - 1
    assert figures.get("d").count("L") == shown[1] - 1
    assert heights(wide)[0] < heights(narrow)[0] < heights(median)[0]
    assert heights(wide)[1] > heights(narrow)[1] > heights(median)[1]


def heights(path: ElementTree.Element) -> tuple[float, float]:
    points = path.get("d").replace("M", " ").replace("L", " ").replace("Z", " ").split()
    y = [float(point.split(",")[1]) for point in points]
    return min(y), max(y)


def test_every_line_and_interval_is_named_where_it_stands(shown) -> None:
    svg = forecast_chart(shown[0], **WORDS).svg
    said = [element.text for element in drawn(svg, "text")]
    assert {"95 % range", "80 % range", "Forecast"} <= set(said)
    assert shown[0].series.unit.capitalize() in said


def test_a_narrow_page_gets_its_own_and_the_same_bytes_each_time(shown) -> None:
    figure, again = (forecast_chart(shown[0], **WORDS) for _ in range(2))
    assert figure.narrow is not None
    assert figure.narrow.to_dict()["width"] < figure.chart.to_dict()["width"]
    assert figure.svg == again.svg


def test_numbers_of_five_digits_have_room(shown) -> None:
    scotland = forecast(series("delayed_discharge_bed_days", "Scotland"))
    drawing = forecast_chart(scotland, **WORDS).chart.to_dict()
    fife = forecast_chart(shown[0], **WORDS).chart.to_dict()
    assert drawing["padding"]["left"] > fife["padding"]["left"]
    assert drawing["padding"]["left"] + drawing["width"] == fife["padding"]["left"] + fife["width"]


def test_a_missing_figure_breaks_the_line() -> None:
    fife = series("delayed_discharge_bed_days", "Fife")
    holed = fife.frame.assign(value=fife.values.where(fife.values.index != "2024-03", np.nan))
    svg = forecast_chart(forecast(replace(fife, frame=holed)), **WORDS).svg
    (figures,) = stroked(svg, Colour.MEASURED)
    assert figures.get("d").count("M") == 2


def test_a_chart_needs_its_words(shown) -> None:
    with pytest.raises(FindingError, match="an alt text"):
        forecast_chart(shown[0], alt_text=" ", caption="Bed days")
