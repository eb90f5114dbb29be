"""What a limits chart shows, read from the picture itself."""

import inspect
import re
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest

from hsci_analysis.charts import limits_chart as module
from hsci_analysis.charts.figure import SVG
from hsci_analysis.charts.limits_chart import NAMES, limits_chart
from hsci_analysis.charts.theme import DOTTED, Colour
from hsci_analysis.errors import FindingError
from hsci_analysis.models.process_control.limits import limits
from hsci_analysis.models.process_control.rules import Rule
from hsci_analysis.models.process_control.stretches import Rebasing
from hsci_analysis.models.spc import Segment
from hsci_analysis.periods import Month
from tests.unit.models import made

WORDS = {"alt_text": "Line chart", "caption": "Beds"}
PANEL = made.counts(areas=6)
LEAPING = made.valued(PANEL[1], PANEL[1].values.to_numpy() * np.where(np.arange(72) == 50, 2, 1))
APART = (
    Segment("before", Month(2014, 1), Month(2016, 12)),
    Segment("shock", Month(2017, 1), Month(2017, 6), carried_forward=True),
    Segment("since", Month(2017, 7), None),
)


def drawn(svg: str, tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(f"{{{SVG}}}{tag}"))


def words(svg: str) -> list[str]:
    return [element.text or "" for element in drawn(svg, "text")]


def shapes(svg: str) -> list[ElementTree.Element]:
    """The points that are singled out: outlined, not filled with the ink of the months."""
    return [path for path in drawn(svg, "path") if path.get("stroke") == Colour.WORDS]


def shown(one=LEAPING, **options) -> str:
    return limits_chart(limits(one, panel=PANEL, **options), **WORDS).svg


def test_lines_are_named_where_they_end() -> None:
    assert {"Upper limit", "Average", "Lower limit", "Each month"} <= set(words(shown()))
    assert "Median" in words(shown(rule_set="phs_run_chart"))
    leaning = made.counts(areas=6, rho=0.9, spread=0.3)
    expected = limits_chart(limits(leaning[0], panel=leaning), **WORDS).svg
    assert "Expected" in words(expected)


def test_what_is_shown_says_that_the_season_is_out() -> None:
    assert "Beds, season taken out" in words(shown())
    short = made.counts(months=20)
    assert "Beds" in words(limits_chart(limits(short[0], panel=short), **WORDS).svg)


def test_special_causes_have_a_shape_and_the_shape_a_name() -> None:
    svg = shown(rule_set="phs_control_chart")
    result = limits(LEAPING, panel=PANEL)
    rules = {cause.rule for cause in result.special_causes}
    assert Rule.OUTSIDE in rules
    for rule, (name, _) in NAMES.items():
        assert (name in words(svg)) is (rule in rules)
    singled_out = {month for cause in result.special_causes for month in cause.months}
    assert len(shapes(svg)) == len(singled_out) + len(rules)


def test_every_rule_has_a_name_and_a_shape_of_its_own() -> None:
    assert set(NAMES) == set(Rule)
    assert len({name for name, _ in NAMES.values()}) == len(Rule)
    assert len({shape for _, shape in NAMES.values()}) == len(Rule)


def test_without_special_causes_nothing_is_marked() -> None:
    flat = made.valued(PANEL[1], 7.0 * PANEL[1].periods.days_in_month.to_numpy())
    assert shapes(limits_chart(limits(flat, panel=[]), **WORDS).svg) == []


def test_months_set_apart_are_named_and_their_limits_dotted() -> None:
    svg = shown(segments=APART)
    assert "Shock" in words(svg)
    assert dotted(svg) >= 3


def dotted(svg: str) -> int:
    dash = ",".join(f"{part:g}" for part in DOTTED)
    return sum(path.get("stroke-dasharray") == dash for path in drawn(svg, "path"))


def test_limits_left_behind_go_on_dotted_beside_the_new_ones() -> None:
    anew = [Rebasing(Month(2017, 5), "a ward was opened")]
    svg = shown(rebasings=anew)
    assert "New limits" in words(svg)
    assert (dotted(svg), dotted(shown())) == (3, 0)


def test_provisional_limits_say_so() -> None:
    short = made.counts(months=20)
    assert "provisional" in words(limits_chart(limits(short[0], panel=short), **WORDS).svg)
    assert "provisional" not in words(shown())


def test_a_target_is_drawn_and_named() -> None:
    svg = shown(target=12.0)
    assert "Target" in words(svg)
    assert any(line.get("stroke") == Colour.REPORTED for line in drawn(svg, "line"))


def test_a_month_without_a_figure_breaks_the_line() -> None:
    values = PANEL[1].values.to_numpy().copy()
    values[30] = np.nan
    svg = shown(made.valued(PANEL[1], values))
    points = [path for path in drawn(svg, "path") if path.get("fill") == Colour.MEASURED]
    assert len(points) == 71


@pytest.mark.parametrize("months", [1, 3])
def test_a_series_without_limits_shows_its_axis(months: int) -> None:
    few = made.counts(months=months)
    assert "Upper limit" not in words(limits_chart(limits(few[0], panel=few), **WORDS).svg)


def test_the_narrow_drawing_says_the_same() -> None:
    chart = limits_chart(limits(LEAPING, panel=PANEL, target=12.0), **WORDS)
    narrow = words(replace(chart, chart=chart.narrow).svg)
    years = re.compile(r"20\d\d")
    assert [word for word in narrow if not years.fullmatch(word)] == [
        word for word in words(chart.svg) if not years.fullmatch(word)
    ]


def test_without_words_there_is_no_chart() -> None:
    with pytest.raises(FindingError, match="an alt text"):
        limits_chart(limits(PANEL[1], panel=PANEL), alt_text=" ", caption="Beds")


def test_the_chart_decides_nothing() -> None:
    assert "Meaning" not in inspect.getsource(module)
