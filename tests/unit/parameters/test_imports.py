"""Layouts of people's own files: read as they say, refused with everything that is wrong."""

from pathlib import Path

import pytest

from hsci_analysis.errors import ParametersError, UnknownNameError
from hsci_analysis.indicators.imports.description import Role
from hsci_analysis.parameters.imports import read_layout
from hsci_analysis.tables.imported_indicators import CellStatus

FALLS = """
title: Falls of people aged 65 and over
publisher: Scottish Borders Health and Social Care Partnership
sheet: Trend
header_row: 4
columns: {area: Patch, period: Financial year, value: Per thousand}
fixed: {indicator: NI-16}
areas: {Borders total: Scottish Borders}
leave_areas: [Out of area]
symbols: {n/a: not available}
"""


def layout(parameters: Path, text: str) -> None:
    folder = parameters / "imports"
    folder.mkdir(exist_ok=True)
    (folder / "falls.yaml").write_text(text)


def test_a_layout_says_where_each_figure_stands(parameters: Path) -> None:
    layout(parameters, FALLS)
    falls = read_layout("falls")
    assert falls.columns == {
        Role.AREA: "Patch",
        Role.PERIOD: "Financial year",
        Role.VALUE: "Per thousand",
    }
    assert (falls.sheet, falls.header_row, falls.across, falls.shares) == ("Trend", 4, None, False)
    assert falls.symbols == {"n/a": CellStatus.NOT_AVAILABLE}
    assert falls.leave_areas == ("Out of area",)
    with pytest.raises(UnknownNameError, match="did you mean 'falls'"):
        read_layout("fals")


def test_everything_wrong_in_a_layout_is_told_at_once(parameters: Path) -> None:
    layout(
        parameters,
        """
        titel: Falls
        publisher: ""
        header_row: "4"
        columns: {vlaue: Rate, area: 3}
        areas: {Patch: Fief}
        symbols: {n/a: not avaliable}
        shares: "yes"
        """,
    )
    with pytest.raises(ParametersError) as refused:
        read_layout("falls")
    for said in (
        "parameters/imports/falls.yaml is refused",
        "titel: no key called 'titel'; did you mean 'title'",
        "title: is missing; expected what the figures are",
        "publisher: expected whose figures they are",
        "header_row: expected the row of the header",
        "no role of a column called 'vlaue'; did you mean 'value'",
        "columns.area: expected for each role",
        "no area called 'Fief'; did you mean 'Fife'",
        "no meaning of a symbol called 'not avaliable'; did you mean 'not available'",
        "shares: expected true",
    ):
        assert said in str(refused.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("fixed: {indicator: NI-16}", ""), "nothing says which indicator a figure is of"),
        (("NI-16", "NI-61"), "no indicator called 'NI-61'"),
        (("indicator: NI-16", "indicator: NI-16, period: 2023/24"), "period is said more than"),
        (("indicator: NI-16", "value: NI-16"), "expected area, indicator or period, not value"),
        ((", value: Per thousand", ""), "say one of them"),
        (("header_row: 4", "across: indicator"), "expected area or period, not indicator"),
        (("header_row: 4", "across: period"), "period is said more than once"),
    ],
)
def test_a_layout_that_leaves_something_open_is_refused(
    parameters: Path, change: tuple[str, str], said: str
) -> None:
    layout(parameters, FALLS.replace(*change))
    with pytest.raises(ParametersError, match=said):
        read_layout("falls")
