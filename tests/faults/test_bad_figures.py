"""A published file with figures, codes or periods that cannot be is refused, saying which."""

import pytest

from tests.faults.breaking import (
    ACTIVITY,
    BOARD_CODES,
    BOARDS,
    COUNCIL_CODES,
    COUNCIL_POPULATION,
    COUNCILS,
    FRAMEWORK,
    PARTNERSHIPS,
    POPULATION,
    PROFILE,
    SCOTLAND,
    SITES,
    change,
    one_line,
    refusal,
    set_cell,
)
from tests.unit.tables.as_published import Workbench


@pytest.mark.parametrize(
    ("name", "column"),
    [
        (COUNCILS, "num_delayed_bed_days"),
        (COUNCILS, "average_daily_delayed_beds"),
        (BOARDS, "num_delayed_bed_days"),
        (SITES, "attendances"),
        (SITES, "within_4_hours"),
        (SITES, "over_4_hours"),
        (PARTNERSHIPS, "NumberAdmissions"),
        (SCOTLAND, "NumberAdmissions"),
        (POPULATION, "AllAges"),
        (POPULATION, "Age0"),
        (POPULATION, "Age90plus"),
    ],
)
def test_impossible_values(workbench: Workbench, name: str, column: str) -> None:
    cells = ["-1", "-20", "7.5", "many", "", "1E+05", "999999999"]
    for row, cell in enumerate(cells, start=1):
        set_cell(workbench.file(name), column, cell, row=row)
    broken = refusal(workbench, name)
    for expected in (
        "2 rows are not 0 or more",
        "1 row is not a whole number",
        "3 rows are not a number",
        "1 row is not at most",
    ):
        one_line(broken, f"column '{column}': {expected}")


@pytest.mark.parametrize(
    ("name", "column", "cell", "expected"),
    [
        (COUNCILS, "ltla_code", "S08000015", "(found 'S08000015')"),
        (BOARDS, "hb_code", "S12000005", "(found 'S12000005')"),
        (BOARDS, "hb_code", "NA", "(found 'NA')"),
        (ACTIVITY, "HBT", "S08999999", "(found 'S08999999')"),
        (ACTIVITY, "Country", "E92000001", "(found 'E92000001')"),
        (PARTNERSHIPS, "HSCP", "S37999999", "(found 'S37999999')"),
        (SCOTLAND, "HB", "", "(found '')"),
        (POPULATION, "HSCP", "S12000005", "(found 'S12000005')"),
        (COUNCILS, "age_group", "65plus", "(found '65plus')"),
        (BOARDS, "delay_reason", "Any", "(found 'Any')"),
        (PARTNERSHIPS, "SIMDQuintile", "6", "(found '6')"),
        (PARTNERSHIPS, "AdmissionType", "Elective", "(found 'Elective')"),
        (POPULATION, "Sex", "Unknown", "(found 'Unknown')"),
        (COUNCIL_CODES, "HSCP", "S12000005", "not a partnership code"),
        (COUNCILS, "date", "2025-06-02", "not the first day of a month"),
        (SITES, "date", "2024-12-30", "not the last day of a month"),
        (PARTNERSHIPS, "WeekEnding", "20230610", "not a Sunday"),
        (BOARDS, "date", "2025-6-1", "not a date written YYYY-MM-DD"),
        (BOARDS, "date", "2025-06-01 ", "not a date written YYYY-MM-DD"),
        (PARTNERSHIPS, "WeekEnding", "2023611", "not a date written YYYYMMDD"),
        (BOARDS, "date", "01/06/2025", "not a date written YYYY-MM-DD"),
        (BOARDS, "date", "2925-06-01", "not a date written YYYY-MM-DD"),
        (POPULATION, "Year", "2916", "not a year such as 2023"),
        (POPULATION, "Year", "9" * 400, "not a year such as 2023"),
        (COUNCIL_CODES, "CADateEnacted", "19960231", "not a date written YYYYMMDD"),
        (COUNCIL_POPULATION, "CA", "S37000005", "(found 'S37000005')"),
        (FRAMEWORK, "Local Authority", "Elsewhere", "(found 'Elsewhere')"),
        (FRAMEWORK, "Year", "2018-19 ", "not a financial year such as 2019/20"),
        (FRAMEWORK, "Indicator2", "SW9", "(found 'SW9')"),
        (FRAMEWORK, "Value", "-1", "not 0 or more"),
        (FRAMEWORK, "Value", "9" * 400, "not a number"),
        (PROFILE, "Type", "Guessed", "(found 'Guessed')"),
        (PROFILE, "value", "", "not a number"),
        (BOARD_CODES, "HBDateEnacted", "1 April 2014", "not a date written YYYYMMDD"),
    ],
)
def test_an_unknown_code_category_or_day(
    workbench: Workbench, name: str, column: str, cell: str, expected: str
) -> None:
    set_cell(workbench.file(name), column, cell)
    one_line(refusal(workbench, name), f"column '{column}': 1 row is not", expected)


def test_a_site_without_a_board(workbench: Workbench) -> None:
    set_cell(workbench.file(SITES), "hospital_code", "A000H")
    one_line(refusal(workbench, SITES), "1 row of sites without a board: 'A000H'")


def test_a_site_in_two_boards(workbench: Workbench) -> None:
    set_cell(workbench.file(ACTIVITY), "HBT", "S08000016")
    one_line(refusal(workbench, ACTIVITY), "sites that lie in more than one board: 'A101H'")


@pytest.mark.parametrize("name", [COUNCILS, BOARDS, POPULATION])
def test_an_area_swapped_for_another(workbench: Workbench, name: str) -> None:
    path = workbench.file(name)
    lines = path.read_text().splitlines()
    column = next(code for code in ("ltla_code", "hb_code", "HSCP") if code in lines[0].split(","))
    place = lines[0].split(",").index(column)
    set_cell(path, column, lines[-1].split(",")[place])
    broken = refusal(workbench, name)
    one_line(broken, "1 row is not the only one for")
    one_line(broken, "rows are missing: 1 of 3", "1 of ")


@pytest.mark.parametrize(
    ("name", "middle", "period"),
    [
        (COUNCILS, "2025-07", "months"),
        (BOARDS, "2025-07", "months"),
        (SITES, "2025-01", "months"),
        (ACTIVITY, "202501", "months"),
        (PARTNERSHIPS, "20230618", "weeks"),
        (SCOTLAND, "20230618", "weeks"),
        (POPULATION, "2022", "years"),
    ],
)
def test_a_missing_period(workbench: Workbench, name: str, middle: str, period: str) -> None:
    change(
        workbench.file(name),
        lambda lines: [line for line in lines if f",{middle}" not in "," + line[:60]],
    )
    one_line(refusal(workbench, name), f"rows are missing: 1 of 3 {period}")


@pytest.mark.parametrize(
    ("name", "lost", "told"),
    [
        (COUNCILS, "2025-08", "ends with 2025-07; the edition held, with 2025-08"),
        (COUNCILS, "2025-06", "begins with 2025-07; the edition held, with 2025-06"),
        (SITES, "2025-02", "ends with 2025-01; the edition held, with 2025-02"),
        (PARTNERSHIPS, "20230611", "begins with 2023-06-18; the edition held, with"),
        (POPULATION, "2023", "ends with 2022; the edition held, with 2023"),
    ],
)
def test_an_edition_that_lost_a_period_at_an_end(
    workbench: Workbench, name: str, lost: str, told: str
) -> None:
    for file in (name, SCOTLAND) if name == PARTNERSHIPS else (name,):
        change(
            workbench.file(file),
            lambda lines: [line for line in lines if f",{lost}" not in "," + line[:60]],
        )
    broken = refusal(workbench, name)
    one_line(broken, told)
    one_line(broken, "rows; the edition held gave")


@pytest.mark.parametrize(
    ("name", "column", "total"),
    [
        (PARTNERSHIPS, "AdmissionTypeQF", "All"),
        (SCOTLAND, "AdmissionTypeQF", "All"),
        (SCOTLAND, "HBQF", "S92000003"),
        (POPULATION, "HSCPQF", "S92000003"),
        (POPULATION, "SexQF", "All"),
    ],
)
def test_a_derived_flag_moved(workbench: Workbench, name: str, column: str, total: str) -> None:
    path = workbench.file(name)
    header, first = (line.split(",") for line in path.read_text().splitlines()[:2])
    set_cell(path, column, "" if first[header.index(column)] == "d" else "d")
    one_line(
        refusal(workbench, name),
        f"1 row is not flagged 'd' (derived) in {column} exactly where '{total}' stands",
    )


@pytest.mark.parametrize(
    ("name", "column", "expected"),
    [
        (
            COUNCILS,
            "num_delayed_bed_days",
            "the total '18plus' is not the sum of its parts: 1 of 3 months",
        ),
        (BOARDS, "num_delayed_bed_days", "the total 'All Delay Reasons' is not the sum"),
        (BOARDS, "average_daily_delayed_beds", "1 row is not bed days over the days of the month"),
        (SITES, "attendances", "1 row is not those within and over four hours together"),
        (SITES, "within_4_hours", "1 row is not those within and over four hours together"),
        (PARTNERSHIPS, "NumberAdmissions", "Scotland of a quintile and type is not within"),
        (PARTNERSHIPS, "NumberAdmissions", "1 row is not in agreement with their PercentVariation"),
        (SCOTLAND, "NumberAdmissions", "1 row is not in agreement with their PercentVariation"),
        (POPULATION, "Age30", "1 row is not the sum of their ages in AllAges"),
        (POPULATION, "Age30", "the total 'All' is not the sum of its parts: 1 of 3 years"),
        (POPULATION, "Age30", "the total 'S92000003' is not the sum of its parts: 1 of 3 years"),
    ],
)
def test_a_figure_that_no_longer_adds_up(
    workbench: Workbench, name: str, column: str, expected: str
) -> None:
    path = workbench.file(name)
    row = 20
    lines = path.read_text().splitlines()
    figure = int(lines[row].split(",")[lines[0].split(",").index(column)])
    set_cell(path, column, str(figure + 40), row=row)
    one_line(refusal(workbench, name), expected)


@pytest.mark.parametrize("off", [-1, 1])
@pytest.mark.parametrize("name", [COUNCILS, BOARDS])
def test_beds_that_are_not_bed_days_over_days(workbench: Workbench, name: str, off: int) -> None:
    """Nothing else holds this column: by one bed, in a row that no total reaches."""
    path = workbench.file(name)
    cells = path.read_text().splitlines()[1].split(",")
    set_cell(path, "average_daily_delayed_beds", str(int(cells[-1]) + off))
    assert refusal(workbench, name) == (
        f"{path.relative_to(workbench.published)}: 1 row is not bed days over the days of the"
        " month, to the nearest bed",
    )


def test_a_total_of_scotland_that_councils_do_not_make(workbench: Workbench) -> None:
    """By one bed day, in every row of one council that a total reaches: only Scotland is left."""
    path = workbench.file(COUNCILS)
    lines = path.read_text().splitlines()
    for row in (1, 2, 6, 7):  # all ages and 18-74; all reasons and health and social care
        figure = int(lines[row].split(",")[4])
        set_cell(path, "num_delayed_bed_days", str(figure + 1), row=row)
    broken = refusal(workbench, COUNCILS)
    one_line(broken, "the total 'S92000003' is not the sum of its parts: 1 of 3 months")
    assert not any("18plus" in line or "All Delay Reasons" in line for line in broken)


def test_a_weekly_count_below_five(workbench: Workbench) -> None:
    set_cell(workbench.file(PARTNERSHIPS), "NumberAdmissions", "4")
    one_line(refusal(workbench, PARTNERSHIPS), "1 row is not a count of 5 or more")


def test_a_mean_of_two_years_that_is_none(workbench: Workbench) -> None:
    set_cell(workbench.file(PARTNERSHIPS), "Average20182019", "7.3")
    one_line(refusal(workbench, PARTNERSHIPS), "1 row is not the mean of two counts")


@pytest.mark.parametrize("kind", ["All", "Emergency"])
def test_a_weekly_row_lost_is_not_taken_for_a_suppressed_one(
    workbench: Workbench, kind: str
) -> None:
    path = workbench.file(PARTNERSHIPS)
    row = next(n for n, line in enumerate(path.read_text().splitlines()) if f",{kind}," in line)
    change(path, lambda lines: lines[:row] + lines[row + 1 :])
    one_line(refusal(workbench, PARTNERSHIPS), "All of a partnership and quintile is not within")


def test_rows_in_force_that_differ_from_the_reference(workbench: Workbench) -> None:
    path = workbench.file(COUNCIL_CODES)
    change(path, lambda lines: [line.replace("S08000016", "S08000015") for line in lines])
    broken = refusal(workbench, COUNCIL_CODES)
    one_line(broken, "rows in force that differ from data/reference, of council areas 'S12000026'")
    one_line(broken, "the two files describe these boards differently:")


@pytest.mark.parametrize("level", ["CA", "HSCP", "HB"])
@pytest.mark.parametrize("name", ["", "NaN", "Fife ", "Elsewhere"])
def test_a_name_that_is_not_that_of_its_code(workbench: Workbench, level: str, name: str) -> None:
    set_cell(workbench.file(COUNCIL_CODES), f"{level}Name", name, row=9)
    expected = f"1 row is not a code with its name, as in data/reference ({level}, {level}Name)"
    one_line(refusal(workbench, COUNCIL_CODES), expected)


def test_no_figure_is_told(workbench: Workbench) -> None:
    set_cell(workbench.file(POPULATION), "Age0", "-98765")
    assert "98765" not in "\n".join(refusal(workbench, POPULATION))
