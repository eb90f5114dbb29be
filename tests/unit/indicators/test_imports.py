"""Files that people have: recognised by their words, placed, or refused whole."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from hsci_analysis.areas import SCOTLAND, council_areas, find_area
from hsci_analysis.errors import ParametersError, TableError, UnknownNameError
from hsci_analysis.indicators.imports.description import FileDescription, Role
from hsci_analysis.indicators.imports.differences import differences, tell_differences
from hsci_analysis.indicators.imports.importing import import_figures
from hsci_analysis.indicators.imports.understood import Understood, tell, understand
from hsci_analysis.indicators.nothing import EmptyCell, KindOfNothing, Reason
from hsci_analysis.indicators.six_year_table import six_year_table
from hsci_analysis.indicators.value import FilledCell, Standing
from hsci_analysis.indicators.values import indicator_value
from hsci_analysis.narrative.figure_sources import figure_sources
from hsci_analysis.sources import releases, source
from hsci_analysis.sources.releases import forget
from hsci_analysis.tables import read_table
from hsci_analysis.tables.imported_indicators import CellStatus
from tests.workbooks import CELL, core_suite, core_suite_row, write_workbook

TABLE = "imported_indicators"
JULY_2025 = date(2025, 7, 8)
BORDERS = "Scottish Borders"


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of the test's own."""
    monkeypatch.setenv("HSCI_STORE", str(tmp_path / "store"))
    forget()
    return tmp_path / "store"


def csv(path: Path, *rows: Sequence[CELL]) -> Path:
    lines = [",".join("" if cell is None else f'"{cell}"' for cell in row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def kept(found: Understood) -> dict[tuple[str, str, str], float | str]:
    """Each figure, or what stands in its place."""
    assert found.problems == ()
    return {
        (each.indicator, each.period, each.area.name): str(each.status)
        if each.value is None
        else each.value
        for each in found.figures
    }


def left(found: Understood) -> dict[str, int]:
    return {why: number for reading in found.readings for why, number in reading.left.items()}


# ---- layouts ------------------------------------------------------------------------------------


def test_the_core_suite_as_its_publisher_s_programs_write_it(tmp_path: Path) -> None:
    found = understand(
        core_suite(
            tmp_path / "anything.xlsx",
            core_suite_row("NI14", "2023/24", BORDERS, 111.8, 1900, 17000),
            core_suite_row("NI14", "2023/24", BORDERS, 100, 400, 4000, part="Q1"),
            core_suite_row("NI12", "2024", BORDERS, 10937.5, 10500, 96000),
            core_suite_row("NI19", "2024", BORDERS, 1300, 18000, 14500),
            core_suite_row("NI1", "2023/24", "Edinburgh, City of", "*"),
            core_suite_row("NI14", "2023/24", "NHS Borders", 9),
            core_suite_row("NI10", "2023/24", BORDERS, 50),
        )
    )
    assert kept(found) == {
        ("NI-14", "2023/24", BORDERS): 111.8,
        ("NI-12", "2024", BORDERS): 10937.5,
        ("NI-1", "2023/24", "Edinburgh"): "suppressed",
    }
    assert left(found) == {
        "quarters, or single months of a year: no indicator is given by them": 1,
        "calendar years of NI-19, which is given by financial year": 1,
        "health boards: indicators are counted by area of residence": 1,
        "NI-10, which has never been reported": 1,
        "notes and headings, without a figure": 1,
    }
    told = tell(found)
    assert "sheet 'Data', header in row 3:" in told
    assert "columns not used: 'Lookup'" in told
    assert "kept: 3 figures of NI-1, NI-12, NI-14; 2 areas; 2023/24 to 2024" in told
    assert "sheet 'Notes': no table" in told
    assert "nobody here has seen a file of this kind" in told
    assert "111.8" not in told


def test_surveys_keep_their_limits(tmp_path: Path) -> None:
    header = ["Year", "Partnership", "Indicator", "Value", "Lower CI", "Upper CI"]
    found = understand(
        csv(tmp_path / "a.csv", header, ["2023/24 survey", "HSCP Fife", "NI-1", 90.1, 88.2, 91.9])
    )
    import_figures(found, JULY_2025, title="Survey", publisher="Somebody")
    cell = indicator_value("NI-1", "Fife", "2023/24").figure
    assert cell is not None
    assert (cell.lower, cell.value, cell.upper) == (88.2, 90.1, 91.9)
    assert cell.source == "Somebody: Survey"
    assert cell.release == "8 July 2025, imported from a.csv"
    assert cell.standing is Standing.PUBLISHED


def test_areas_down_and_years_across(tmp_path: Path) -> None:
    found = understand(
        write_workbook(
            tmp_path / "a.xlsx",
            **{
                "NI 17": [
                    ["Care services graded good or better"],
                    [],
                    ["HSCP", "2022/23", "2023/24p", "Change"],
                    ["Fife", 82.5, 80.1, -2.4],
                    ["Moray", "c", None, "n/a"],
                    ["1. Excludes closed services."],
                ]
            },
        )
    )
    assert kept(found) == {
        ("NI-17", "2022/23", "Fife"): 82.5,
        ("NI-17", "2023/24", "Fife"): 80.1,
        ("NI-17", "2022/23", "Moray"): "confidential",
        ("NI-17", "2023/24", "Moray"): "blank",
    }
    assert {each.status for each in found.figures if each.value == 80.1} == {"provisional"}
    assert "a column for each period: '2022/23' to '2023/24p'" in tell(found)
    assert "columns not used: 'Change'" in tell(found)


def test_years_down_and_areas_across_with_notes_above_and_below(tmp_path: Path) -> None:
    rows: list[list[CELL]] = [
        ["NI-17 Care services graded good or better", None, None],
        ["Extracted 2025-07-01"],
        [],
        ["Year", "Fife", "Moray"],
        ["2022/23", 82.5, 80],
        ["2023/24", "*", 81],
        ["2024/25", None, None],
        ["Source: Care Inspectorate"],
    ]
    found = understand(write_workbook(tmp_path / "a.xlsx", A=rows))
    assert kept(found) == {
        ("NI-17", "2022/23", "Fife"): 82.5,
        ("NI-17", "2022/23", "Moray"): 80,
        ("NI-17", "2023/24", "Fife"): "suppressed",
        ("NI-17", "2023/24", "Moray"): 81,
        ("NI-17", "2024/25", "Fife"): "blank",
        ("NI-17", "2024/25", "Moray"): "blank",
    }
    below: list[list[CELL]] = [["NI-14"], ["Year", "Fife", "Moray"], ["2022/23", 100, 101]]
    stacked = understand(write_workbook(tmp_path / "b.xlsx", A=[*rows, *below]))
    assert "'Year' is no period" in str(stacked.problems)


def test_a_year_over_several_columns_is_of_the_one_headed_as_a_value(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("NI-14")
        sheet.merge_range("A1:A2", "Partnership")
        sheet.merge_range("B1:C1", "2022/23")
        sheet.merge_range("D1:E1", "2023/24")
        sheet.write_row("B2", ["Numerator", "Rate"] * 2)
        sheet.write_row("A3", ["Fife", 10, 100, "*", "*"])
        sheet.write_row("A4", ["Total", 10, 100, 12, 120])
    found = understand(path)
    assert kept(found) == {
        ("NI-14", "2022/23", "Fife"): 100,
        ("NI-14", "2023/24", "Fife"): "suppressed",
    }
    assert left(found) == {"of no area we report on: 'Total'": 2}


@pytest.mark.parametrize(("separator", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_cells_apart_by_other_than_commas(tmp_path: Path, separator: str, name: str) -> None:
    lines = [
        ["A note, with commas, above"],
        ["Year", "HSCP", "Indicator", "Value"],
        ["2023/24", "Edinburgh, City of", "NI-14", "1,110.5"],
    ]
    path = tmp_path / "a.csv"
    path.write_bytes(("\ufeff" + "\r\n".join(separator.join(each) for each in lines)).encode())
    found = understand(path)
    assert kept(found) == {("NI-14", "2023/24", "Edinburgh"): 1110.5}
    assert f"its cells are separated by {name}" in tell(found)
    path.write_text(path.read_text().replace("1,110.5", "110,5"))
    assert "row 3: NI-14: the value has a comma where" in str(understand(path).problems)


def test_many_reasons_to_leave_figures_are_told_in_few_lines(tmp_path: Path) -> None:
    header = ["Year", "Area", "Indicator", "Value"]
    others = [["2022/23", "Fife", f"Local {at}", at] for at in range(30)]
    path = csv(tmp_path / "a.csv", header, ["2022/23", "Fife", "NI-14", 100], *others)
    assert "left: 18, for 18 more reasons" in tell(understand(path))


def test_a_table_of_numerators_is_not_taken_for_the_indicator(tmp_path: Path) -> None:
    rows: list[list[CELL]] = [["Numerators"], ["HSCP", "2022/23", "2023/24"], ["Fife", 80, 82]]
    found = understand(write_workbook(tmp_path / "a.xlsx", **{"NI 14": rows}))
    assert found.figures == ()
    assert "the title says 'Numerators'" in str(found.problems)


def test_the_framework_with_numerators(tmp_path: Path) -> None:
    header = ["Code", "Year", "LocalAuthority", "LA indicator", "LA numerator", "LA denominator"]
    row = ["SW06", "2022-23", BORDERS, 113.77, 1932, 16981]
    found = understand(csv(tmp_path / "a.csv", [*header, "Scotland"], [*row, 101.7]))
    assert kept(found) == {("NI-14", "2022/23", BORDERS): 113.77}
    assert (found.figures[0].numerator, found.figures[0].denominator) == (1932, 16981)
    assert found.kind is not None
    assert found.kind.publisher == "Improvement Service"


def test_a_summary_of_one_partnership_beside_scotland(tmp_path: Path) -> None:
    rows: list[list[CELL]] = [
        ["Core Suite of Integration Indicators, 2023/24"],
        ["Partnership: Scottish Borders"],
        [],
        ["Indicator", "Title", "Partnership", "Scotland"],
        ["NI - 1", "Looking after health", "90.5%", "90.7%"],
        ["NI - 14", "Readmission to hospital within 28 days (per 1,000)", 111, 104],
    ]
    found = understand(write_workbook(tmp_path / "a.xlsx", Summary=rows))
    assert kept(found) == {
        ("NI-1", "2023/24", BORDERS): 90.5,
        ("NI-1", "2023/24", "Scotland"): 90.7,
        ("NI-14", "2023/24", BORDERS): 111,
        ("NI-14", "2023/24", "Scotland"): 104,
    }
    rows[1] = ["Partnership: choose"]
    found = understand(write_workbook(tmp_path / "b.xlsx", Summary=rows))
    assert any("no table was found" in line for line in found.problems)


def test_the_ministerial_workbook_keeps_whole_ages_and_whole_indicators(tmp_path: Path) -> None:
    header: list[CELL] = ["lookup", "month", "council", "age_group", "admissions"]
    admissions: list[list[CELL]] = [
        ["x", f"{month}-24", "Fife", age, number]
        for month, number in (("Apr", 900), ("May", 910))
        for age, number in (("All Ages", number), ("65+", 400))
    ]
    bed_days = ["lookup", "month", "council", "age_group", "unplanned_beddays"]
    found = understand(
        write_workbook(
            tmp_path / "a.xlsx",
            Data1=[header, *admissions],
            Data2=[bed_days, ["x", "Apr-24", "Fife", "All Ages", 7000]],
        )
    )
    assert kept(found) == {("MSG-1", "2024-04", "Fife"): 900, ("MSG-1", "2024-05", "Fife"): 910}
    assert left(found) == {
        "ages other than those MSG-1 is of": 2,
        "MSG-2a: a part of an indicator, or none of ours": 1,
    }
    assert found.kind is not None
    assert found.kind.publisher == "Public Health Scotland"


def test_columns_called_admissions_elsewhere_are_not_taken_for_emergency_ones(
    tmp_path: Path,
) -> None:
    rows: list[list[CELL]] = [["month", "council", "admissions"], ["Apr-24", "Fife", 900]]
    found = understand(write_workbook(tmp_path / "a.xlsx", Admissions=rows))
    assert found.figures == ()
    assert "neither a column nor the title above says which indicator" in str(found.problems)


def test_the_benchmarking_framework_as_published(published_figures: Path) -> None:
    found = understand(
        published_figures
        / "indicators_lgbf"
        / "lgbf_adult_social_care_council_area_2010-11_2020-21.csv"
    )
    assert found.problems == ()
    assert found.kind is not None
    assert found.kind.publisher == "Improvement Service"
    held = read_table("benchmarking_framework_indicators").set_index(
        ["figure", "year", "area_code"]
    )["value"]
    mine = {
        (each.indicator, each.period, code): each.value
        for each in found.figures
        for code in (getattr(each.area, "council_areas", ()) or (each.area.code,))
    }
    assert len(mine) == len(found.figures) == (held.index.get_level_values(0) != OLDEST).sum()
    assert all(held[key] == value for key, value in mine.items())


OLDEST = "people aged 75 and over"


# ---- what is refused ----------------------------------------------------------------------------


def test_everything_wrong_is_told_at_once_and_nothing_kept(tmp_path: Path, store: Path) -> None:
    good = core_suite_row("NI14", "2023/24", "Fife", 100)
    found = understand(
        core_suite(
            tmp_path / "a.xlsx",
            good,
            good,
            core_suite_row("NI14", "2023/24", "Fief", 100),
            core_suite_row("NI14", "2023/25", "Moray", 100),
            core_suite_row("NI14", "2022/23", "Moray", "about 100"),
            core_suite_row("NI14", "2021/22", "Moray", 100, 1, -1),
            core_suite_row("NI91", "2023/24", "Moray", 100),
            [*core_suite_row("NI14", "2020/21", "Moray", 100)[:-2], 15, "x"],
            core_suite_row("NI1", "2022/23", "Moray", 90),
            core_suite_row("NI1", "2023", "Moray", 90),
            core_suite_row("NI14", "2023/24", "Angus", 100, part="Winter"),
            core_suite_row("NI14", "2022/23", "Angus", 100, part=""),
            [None, *good[1:]],
        )
    )
    problems = "\n".join(found.problems)
    for said in (
        "sheet 'Data', row 6: no area called 'Fief'; did you mean 'Fife'",
        "row 7: '2023/25' is no period such as 2023/24",
        "row 8: NI-14: the value is neither a number nor one of the known symbols",
        "row 9: NI-14: the denominator is below 0",
        "row 10: there is no indicator 'NI91'",
        "row 11: names two indicators: NI-14 and NI-15",
        "row 12: NI-1: there is no survey of 2022/23",
        "row 13: NI-1 is given by survey, such as 2023/24, and not for 2023",
        "row 14: 'winter' is no part of a year",
        "row 15: '' is no part of a year",
        "row 16: a figure and no period",
        "1 figures are given more than once, such as NI-14 of Fife in 2023/24",
    ):
        assert said in problems
    assert "about 100" not in problems
    with pytest.raises(TableError, match="Nothing was imported"):
        import_figures(found, JULY_2025)
    assert not store.exists()


def test_a_council_area_and_its_partnership_are_one_area(tmp_path: Path) -> None:
    header = ["Year", "Area", "Indicator", "Value"]
    one, other = (["2023/24", name, "NI-14", 100] for name in ("S12000047", "S37000032"))
    found = understand(csv(tmp_path / "a.csv", header, one, other))
    assert "1 figures are given more than once" in found.problems[0]


def test_sheets_that_agree_count_once_and_those_that_do_not_are_refused(tmp_path: Path) -> None:
    def two(second: float) -> Path:
        header = ["Year", "Area", "Indicator", "Value"]
        row: list[CELL] = ["2023/24", "Fife", "NI-14"]
        sheets = {"A": [header, [*row, 100]], "B": [header, [*row, second]]}
        return write_workbook(tmp_path / f"{second}.xlsx", **sheets)

    alike = understand(two(100))
    assert alike.problems == ()
    assert "figures given alike by two tables, kept once: 1" in alike.remarks
    differ = understand(two(101))
    assert "choose one with --sheet" in differ.problems[-1]
    assert kept(understand(two(101), sheet="b")) == {("NI-14", "2023/24", "Fife"): 101}
    with pytest.raises(UnknownNameError, match="there is 'A', 'B'"):
        understand(two(101), sheet="C")


def test_shares_are_not_taken_for_percentages_nor_made_them(tmp_path: Path) -> None:
    rows = [["2023/24", area, "NI-1", 0.9] for area in ("Fife", "Moray")]
    path = csv(tmp_path / "a.csv", ["Year", "Area", "Indicator", "Value"], *rows)
    (problem,) = understand(path).problems
    assert "NI-1 is a percentage, and no figure of it is above 1" in problem


def test_limits_that_do_not_hold_the_figure_are_refused(tmp_path: Path) -> None:
    header = ["Year", "Area", "Indicator", "Value", "Lower", "Upper"]
    exchanged = ["2023/24", "Fife", "NI-1", 90, 91, 92]
    half = ["2023/24", "Moray", "NI-1", 90, 89, None]
    found = understand(csv(tmp_path / "a.csv", header, exchanged, half))
    first, second = found.problems
    assert "row 2: NI-1: the value is not between its limits" in first
    assert "row 3: NI-1: has one limit without the other" in second


def test_a_header_that_lacks_something_says_what(tmp_path: Path) -> None:
    found = understand(csv(tmp_path / "a.csv", ["Area", "Rate"], ["Fife", 3]))
    assert found.problems[0].startswith("no table was found in it: describe its layout")
    assert "row 1 resembles a header, but neither a column nor the title" in str(found.problems)


def test_whose_figures_and_since_when_has_to_be_said(tmp_path: Path) -> None:
    row = ["2023/24", "Fife", "NI-14", 100]
    found = understand(csv(tmp_path / "a.csv", ["Year", "Area", "Indicator", "Value"], row))
    with pytest.raises(ParametersError, match="--title and --publisher"):
        import_figures(found, JULY_2025)
    with pytest.raises(ParametersError, match="has not come"):
        import_figures(found, date(2999, 1, 1), title="T", publisher="P")
    import_figures(found, JULY_2025, title="T", publisher="P")
    import_figures(found, JULY_2025, title="T", publisher="P")
    assert len(releases(TABLE)) == 1
    with pytest.raises(ParametersError, match="was imported as released on 2025-07-08"):
        import_figures(found, date(2025, 7, 9), title="T", publisher="P")


# ---- what it is then used for -------------------------------------------------------------------


def imported(tmp_path: Path, released: date, *rows: Sequence[CELL]) -> None:
    name = f"{released}.xlsx"
    import_figures(understand(core_suite(tmp_path / name, *rows)), released)


def test_the_newest_release_known_wins_ours_included(tmp_path: Path) -> None:
    """Readmissions of 2022/23: committed in March 2024, and twice imported."""
    may, july = date(2023, 5, 1), JULY_2025
    imported(tmp_path, may, core_suite_row("NI14", "2022/23", BORDERS, 99.9, 999, 10000))
    imported(tmp_path, july, core_suite_row("NI14", "2022/23", BORDERS, 113.77, 1932, 16981))

    def value(as_of: date | None = None) -> float | None:
        return indicator_value("NI-14", BORDERS, "2022/23", as_of=as_of).value

    assert value(date(2023, 4, 30)) is None
    assert value(date(2023, 12, 31)) == 99.9
    assert value(date(2024, 12, 31)) == 113.8
    assert value() == 113.77
    assert indicator_value("NI-14", "S12000026", "2022/23").value == 113.77
    assert [each.released for each in releases(TABLE)] == [may, july]
    assert len(read_table(TABLE, as_of=may)) == 1


def test_a_computed_figure_gives_way_to_a_newer_published_one_alone(tmp_path: Path) -> None:
    ours = indicator_value("NI-19", BORDERS, "2022/23").value
    newest = source("delayed_discharges_by_council_area").released
    row = core_suite_row("NI19", "2022/23", BORDERS, 1364.4, 18061, 13237)
    imported(tmp_path, date(2024, 3, 31), row)
    assert indicator_value("NI-19", BORDERS, "2022/23").value == ours
    imported(tmp_path, date(2026, 7, 7), core_suite_row("NI19", "2022/23", BORDERS, 1250))
    assert newest < date(2026, 7, 7)
    assert indicator_value("NI-19", BORDERS, "2022/23").value == 1250


def test_a_calendar_year_stands_in_only_until_the_financial_one_is_there(tmp_path: Path) -> None:
    rows = [
        core_suite_row("NI12", "2023/24", BORDERS, 10800),
        core_suite_row("NI12", "2024", BORDERS, 10900),
    ]
    imported(tmp_path, JULY_2025, *rows)
    stands_in = indicator_value("NI-12", BORDERS, "2024/25")
    assert stands_in.column.label == "2024 (calendar year, used in place of 2024/25)"
    assert stands_in.value == 10900
    assert "January 2024 to March 2024 are counted in both" in stands_in.column.caution
    assert indicator_value("NI-12", BORDERS, "2023/24").value == 10800
    elsewhere = indicator_value("NI-12", "Fife", "2024/25")
    assert elsewhere.column.label == "2024/25"
    imported(tmp_path, date(2026, 7, 7), core_suite_row("NI12", "2024/25", BORDERS, 11000), *rows)
    whole = indicator_value("NI-12", BORDERS, "2024/25")
    assert (whole.column.label, whole.value) == ("2024/25", 11000)
    then = indicator_value("NI-12", BORDERS, "2024/25", as_of=JULY_2025)
    assert then.value == 10900


def test_an_older_calendar_year_never_displaces_a_financial_year_that_is_held(
    tmp_path: Path,
) -> None:
    imported(tmp_path, date(2023, 7, 4), core_suite_row("NI14", "2022", BORDERS, 100))
    held = indicator_value("NI-14", BORDERS, "2022/23")
    assert (held.column.label, held.value) == ("2022/23", 113.8)


@pytest.mark.parametrize(
    ("symbol", "reason", "kind"),
    [
        ("*", Reason.SUPPRESSED, KindOfNothing.SUPPRESSED),
        ("c", Reason.SUPPRESSED, KindOfNothing.SUPPRESSED),
        ("z", Reason.NOT_APPLICABLE, KindOfNothing.NOT_APPLICABLE),
        (":", Reason.NOT_AVAILABLE, KindOfNothing.MISSING),
        ("-", Reason.NOT_AVAILABLE, KindOfNothing.MISSING),
    ],
)
def test_a_symbol_is_an_answer_and_hides_an_older_figure(
    tmp_path: Path, symbol: str, reason: Reason, kind: KindOfNothing
) -> None:
    imported(tmp_path, JULY_2025, core_suite_row("NI14", "2022/23", BORDERS, symbol, 1, 2))
    cell = indicator_value("NI-14", BORDERS, "2022/23").cell
    assert isinstance(cell, EmptyCell)
    assert (cell.reason, cell.kind) == (reason, kind)


def test_a_blank_says_nothing_and_an_older_figure_stays(tmp_path: Path) -> None:
    rows = [
        core_suite_row("NI14", "2022/23", BORDERS, None),
        core_suite_row("NI13", "2022/23", BORDERS, None),
    ]
    imported(tmp_path, JULY_2025, *rows)
    assert indicator_value("NI-14", BORDERS, "2022/23").value == 113.8
    cell = indicator_value("NI-13", BORDERS, "2022/23").cell
    assert isinstance(cell, EmptyCell)
    assert cell.words == "left blank in the file"


def monthly(path: Path, *values: CELL) -> Path:
    months = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
    header: list[CELL] = ["lookup", "month", "council", "age_group", "admissions"]
    rows: list[list[CELL]] = [
        ["x", f"{month}-{24 if at < 9 else 25}", "Fife", "All Ages", value]
        for at, (month, value) in enumerate(zip(months, values, strict=False))
    ]
    return write_workbook(path, Data1=[header, *rows])


def test_a_year_of_months_is_their_sum_and_never_one_of_them(tmp_path: Path) -> None:
    def cell() -> FilledCell | EmptyCell:
        return indicator_value("MSG-1", "Fife", "2024/25").cell

    eleven: list[CELL] = [100] * 11
    import_figures(understand(monthly(tmp_path / "a.xlsx", *eleven)), date(2025, 3, 4))
    short = cell()
    assert isinstance(short, EmptyCell)
    assert short.reason is Reason.INCOMPLETE
    assert short.words == "the file has figures of 11 of its twelve months"
    import_figures(understand(monthly(tmp_path / "b.xlsx", *eleven, "*")), date(2025, 4, 4))
    hidden = cell()
    assert isinstance(hidden, EmptyCell)
    assert hidden.reason is Reason.SUPPRESSED
    import_figures(understand(monthly(tmp_path / "c.xlsx", *eleven, 150)), date(2025, 5, 4))
    whole = cell()
    assert isinstance(whole, FilledCell)
    assert (whole.value, whole.standing) == (1250, Standing.COMPUTED)
    assert whole.notes == ("The sum of the twelve months, as imported.",)
    import_figures(understand(monthly(tmp_path / "d.xlsx", 101)), date(2025, 6, 4))
    assert cell() == whole


def test_the_six_year_table_shows_imported_figures_and_where_they_are_from(tmp_path: Path) -> None:
    imported(tmp_path, JULY_2025, core_suite_row("NI16", "2023/24", BORDERS, 21.7))
    row = six_year_table(BORDERS, "2024/25").row("NI-16")
    assert [each.value for each in row.shown] == [21.7]
    frame = six_year_table(BORDERS, "2024/25").frame
    there = frame[(frame["indicator"] == "NI-16") & frame["value"].notna()]
    assert there["source"].item() == "Public Health Scotland: Core Suite of Integration Indicators"
    told = figure_sources(six_year_table(BORDERS, "2024/25"))
    assert (
        "NI-16: Public Health Scotland: Core Suite of Integration Indicators (8 July 2025, imported"
        " from 2025-07-08.xlsx)"
    ) in told
    before = six_year_table(BORDERS, "2024/25", as_of=date(2025, 7, 7)).row("NI-16")
    assert before.shown == ()


def test_where_a_file_differs_from_the_committed_figures(tmp_path: Path) -> None:
    imported(
        tmp_path,
        JULY_2025,
        core_suite_row("NI14", "2022/23", BORDERS, 113.77),
        core_suite_row("NI14", "2022/23", "Fife", 150),
        core_suite_row("NI13", "2022/23", "Fife", 150000),
    )
    found = differences("2025")
    assert found[["indicator", "period", "old", "new"]].to_numpy().tolist() == [
        ["NI-14", "2022/23", 113.3, 150.0]
    ]
    assert "figures of both that differ: 1; by more than 5 %: 1" in tell_differences(TABLE, "2025")
    with pytest.raises(UnknownNameError):
        tell_differences("hospital_beds", "2025")


# ---- a layout that somebody described -----------------------------------------------------------


def falls(**changes: object) -> FileDescription:
    said: dict[str, object] = {
        "title": "Falls",
        "publisher": "Borders",
        "columns": {Role.AREA: "Patch", Role.PERIOD: "When", Role.VALUE: "Per thousand"},
        "fixed": {Role.INDICATOR: "NI-16"},
        "areas": {"All patches": BORDERS},
        "leave_areas": ("Outside",),
        "symbols": {"n/k": CellStatus.NOT_AVAILABLE},
    }
    return FileDescription(**(said | changes))  # type: ignore[arg-type]


def test_a_described_file_is_read_as_described(tmp_path: Path) -> None:
    rows: list[list[CELL]] = [
        ["Falls"],
        ["When", "Notes", "Patch", None, "per thousand"],
        ["2022/23", "", "All patches", None, "n/k"],
        ["2023/24", "", "All patches", None, 21.7],
        ["2023/24", "", "Outside", None, 3],
    ]
    path = write_workbook(tmp_path / "a.xlsx", Trend=rows, Other=[["a", "b"]])
    found = understand(path, falls(sheet="trend", header_row=2))
    assert kept(found) == {
        ("NI-16", "2022/23", BORDERS): "not available",
        ("NI-16", "2023/24", BORDERS): 21.7,
    }
    with_other = understand(path, falls(columns={Role.AREA: "Patch", Role.VALUE: "Rate"}))
    assert "the column 'Rate' (value) is not there" in str(with_other.problems)
    assert len(found.readings) == 1


def test_a_described_file_with_periods_across_and_shares(tmp_path: Path) -> None:
    rows: list[list[CELL]] = [["Patch", "2022/23", "2023/24"], ["All patches", 0.5, 1]]
    described = falls(
        columns={Role.AREA: "Patch"},
        across=Role.PERIOD,
        fixed={Role.INDICATOR: "NI-17"},
        shares=True,
    )
    found = understand(write_workbook(tmp_path / "a.xlsx", A=rows), described)
    assert kept(found) == {
        ("NI-17", "2022/23", BORDERS): 50,
        ("NI-17", "2023/24", BORDERS): 100,
    }


def test_every_area_can_be_imported_and_asked_for(tmp_path: Path) -> None:
    areas = [*council_areas(), SCOTLAND]
    rows = [
        core_suite_row("NI13", "2023/24", each.code, 1000 + at) for at, each in enumerate(areas)
    ]
    imported(tmp_path, JULY_2025, *rows)
    for at, area in enumerate(areas):
        assert indicator_value("NI-13", area, "2023/24").value == 1000 + at
    assert indicator_value("NI-13", find_area("Fife"), "2023/24").value is not None
