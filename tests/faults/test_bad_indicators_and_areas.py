"""Indicators that cannot be, and figures, people or dates under the wrong name, are refused."""

import pandas as pd
import pytest

from tests.faults.breaking import (
    COUNCIL_CODES,
    COUNCIL_POPULATION,
    FRAMEWORK,
    POPULATION,
    PROFILE,
    SITES,
    change,
    one_line,
    refusal,
    set_cell,
)
from tests.unit.tables.as_published import Workbench


@pytest.mark.parametrize(
    ("name", "figure", "cell", "expected"),
    [
        (FRAMEWORK, "SW4b", "100.1", "1 row is not at most what their indicator allows in Value"),
        (FRAMEWORK, "SW6", "1001", "1 row is not at most what their indicator allows in Value"),
        (FRAMEWORK, "SW8", "0", "1 row is not above 0 in Value"),
        (FRAMEWORK, "MYE Pop", "7.5", "1 row is not whole people in Value"),
        (FRAMEWORK, "MYE Pop", "7", "column 'Value': the people of Scotland are not the sum"),
        (FRAMEWORK, "Scotland,2020-21,SW7", "99.9", "column 'Value': Scotland is not between"),
        (PROFILE, "Scotland,Emergency", "99999", "column 'value': Scotland is not between"),
        (PROFILE, "Emergency", "0", "1 row is not above 0 and at most 100,000 in value"),
        (PROFILE, "Unplanned", "100001", "1 row is not above 0 and at most 100,000 in value"),
    ],
)
def test_an_indicator_that_cannot_be(
    workbench: Workbench, name: str, figure: str, cell: str, expected: str
) -> None:
    path = workbench.file(name)
    lines = path.read_text().splitlines()
    row = next(number for number, line in enumerate(lines) if number and figure in line)
    set_cell(path, "Value" if name == FRAMEWORK else "value", cell, row=row)
    one_line(refusal(workbench, name), expected)


@pytest.mark.parametrize(
    ("published", "relabelled", "told"),
    [
        ("Emergency Admissions,Raw data,2021/22", "Emergency Admissions,Projected,2021/22", ""),
        ("Emergency Admissions,Projected,2022/23", "Emergency Admissions,Raw data,2022/23", ""),
        ("Raw data,2021/22", "Projected,2021/22", "33 rows are not figures where Type says so"),
    ],
)
def test_figures_relabelled_as_projected_or_back(
    workbench: Workbench, published: str, relabelled: str, told: str
) -> None:
    def relabel(lines: list[str]) -> list[str]:
        return [line.replace(published, relabelled) for line in lines]

    change(workbench.file(PROFILE), relabel)
    one_line(refusal(workbench, PROFILE), told or "rows are missing: 1 of 2 indicators, 1 of")


@pytest.mark.parametrize("name", [COUNCIL_POPULATION, POPULATION])
def test_the_people_of_two_areas_exchanged(workbench: Workbench, name: str) -> None:
    """They add up to Scotland all the same."""
    codes = {COUNCIL_POPULATION: ("S12000006", "S12000013"), POPULATION: ("S37000006", "S37000013")}
    one, other = codes[name]
    change(workbench.file(name), lambda lines: _exchanged(lines, one, other))
    one_line(
        refusal(workbench, name),
        "the people of a partnership are not those of its council areas: 3 of 3 years, 2 of 32",
    )


def test_the_attendances_of_two_sites_exchanged(workbench: Workbench) -> None:
    path = workbench.file(SITES)
    change(path, lambda lines: _exchanged(lines, "A101H", "G107H"))
    one_line(
        refusal(workbench, SITES),
        "attendances: a site's are not those of the other edition: 3 of 3 months, 2 of",
    )


def _exchanged(lines: list[str], one: str, other: str) -> list[str]:
    """The same rows, with the figures of two areas or sites under each other's codes."""

    def of(code: str) -> list[int]:
        return [number for number, line in enumerate(lines) if code in line.split(",")[:2]]

    result = list(lines)
    for first, second in zip(of(one), of(other), strict=True):
        for to, taken in ((first, second), (second, first)):
            code_first = lines[to].split(",")
            figures = lines[taken].split(",")
            result[to] = ",".join([*code_first[:3], *figures[3:]])
    return result


@pytest.mark.parametrize(
    ("exchanged", "told"),
    [
        (("CADateEnacted", "HSCPDateEnacted"), "not enacted from 20150401 on in HSCPDateEnacted"),
        (("HBDateEnacted", "HSCPDateEnacted"), "not enacted from 20150401 on in HSCPDateEnacted"),
        (("CADateEnacted", "CADateArchived"), "column 'CADateEnacted'"),
    ],
)
def test_dates_of_areas_exchanged(
    workbench: Workbench, exchanged: tuple[str, str], told: str
) -> None:
    path = workbench.file(COUNCIL_CODES)
    rows = pd.read_csv(path, dtype="str", keep_default_na=False)
    one, other = exchanged
    rows.assign(**{one: rows[other], other: rows[one]}).to_csv(path, index=False)
    one_line(refusal(workbench, COUNCIL_CODES), told)


def test_an_area_archived_before_it_was_enacted(workbench: Workbench) -> None:
    set_cell(workbench.file(COUNCIL_CODES), "CADateArchived", "19960331")
    one_line(refusal(workbench, COUNCIL_CODES), "1 row is not enacted before they were archived")
