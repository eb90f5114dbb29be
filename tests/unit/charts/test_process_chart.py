"""What a process chart shows, read from the picture itself."""

import ast
import inspect
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from hsci_analysis.charts import plane
from hsci_analysis.charts import process_chart as module
from hsci_analysis.charts.figure import SVG
from hsci_analysis.charts.process_chart import process_chart
from hsci_analysis.charts.theme import DASHED, DOTTED, Colour
from hsci_analysis.findings.rules import state_level
from hsci_analysis.models.spc import Segment, describe_process
from hsci_analysis.periods import FinancialYear, Month
from tests.executed_notebook import beds, figure, level, process

WORDS = {"alt_text": "Line chart", "caption": "Beds"}


def drawn(svg: str, tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(f"{{{SVG}}}{tag}"))


def words(svg: str) -> list[str]:
    return [element.text or "" for element in drawn(svg, "text")]


def rules(svg: str, colour: Colour) -> list[ElementTree.Element]:
    return [line for line in drawn(svg, "line") if line.get("stroke") == colour]


def of_year(start: int, **series):
    shown = series.get("shown", beds)
    described = describe_process(shown, [one.segment for one in process.segments])
    finding = state_level(shown, described, FinancialYear(start))
    return process_chart(shown, described, finding, **WORDS)


@pytest.fixture(scope="module")
def svg() -> str:
    return figure().svg


def test_every_line_is_named_where_it_ends(svg: str) -> None:
    assert {"Upper limit", "Average", "Lower limit", "Each month"} <= set(words(svg))


def test_the_unit_stands_above_and_no_text_is_turned(svg: str) -> None:
    assert "Beds on an average day" in words(svg)
    assert "rotate" not in svg


def test_the_axis_starts_at_nought(svg: str) -> None:
    numbers = [float(word.replace(",", "")) for word in words(svg) if re.fullmatch(r"[\d,]+", word)]
    assert min(numbers) == 0


def test_years_are_named(svg: str) -> None:
    assert [word for word in words(svg) if re.fullmatch(r"20\d\d", word)] == [
        str(year) for year in range(2016, 2026)
    ]


def test_every_month_is_a_point(svg: str) -> None:
    points = [path for path in drawn(svg, "path") if path.get("fill") == Colour.MEASURED]
    assert len(points) == len(beds.frame)


def test_limits_are_dashed_and_carried_forward_dotted(svg: str) -> None:
    dashes = [line.get("stroke-dasharray") for line in rules(svg, Colour.EXPECTED)]
    dashed, dotted = (",".join(f"{part:g}" for part in dash) for dash in (DASHED, DOTTED))
    assert sorted(dash for dash in dashes if dash == dashed) == [dashed] * 4
    assert sorted(dash for dash in dashes if dash == dotted) == [dotted] * 3
    assert len(dashes) == 9


def test_the_months_set_apart_are_named(svg: str) -> None:
    assert "Pandemic" in words(svg)


def test_the_reported_year_is_marked_with_its_level(svg: str) -> None:
    assert "2024/25: 74.0 beds" in words(svg)
    (line,) = rules(svg, Colour.REPORTED)
    top = float(re.search(r",([\d.]+)\)", line.get("transform")).group(1))
    assert top == pytest.approx(280 * (1 - level.value / 100), abs=0.01)


def test_an_incomplete_year_says_so() -> None:
    shown = beds.until(Month(2024, 9))
    assert any(
        word.startswith("2024/25, incomplete: ") for word in words(of_year(2024, shown=shown).svg)
    )


def test_a_year_without_months_is_not_marked() -> None:
    chart = of_year(2026).svg
    assert not any("2026/27" in word for word in words(chart))
    assert rules(chart, Colour.REPORTED) == []


def test_a_lower_limit_at_nought_is_not_drawn() -> None:
    restless = replace(beds, frame=beds.frame.assign(value=[1.0, 9.0] * (len(beds.frame) // 2)))
    described = describe_process(restless, [Segment("all", Month(2016, 7), None)])
    finding = state_level(restless, described, FinancialYear(2024))
    chart = process_chart(restless, described, finding, **WORDS)
    assert "Lower limit" not in words(chart.svg)
    assert len(rules(chart.svg, Colour.EXPECTED)) == 2


def test_the_narrow_drawing_says_the_same() -> None:
    chart = figure()
    narrow = words(replace(chart, chart=chart.narrow).svg)
    years = re.compile(r"20\d\d")
    assert [word for word in narrow if not years.fullmatch(word)] == [
        word for word in words(chart.svg) if not years.fullmatch(word)
    ]


@pytest.mark.parametrize("room", [plane, module])
def test_channels_are_objects(room) -> None:
    """A text such as ``encode(x="month:T")`` costs Altair 2 ms each time."""
    for node in ast.walk(ast.parse(inspect.getsource(room))):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "encode":
            assert {keyword.arg for keyword in node.keywords} <= {"tooltip"}
