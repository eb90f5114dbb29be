"""The months behind a finding, as a table one can hear and see."""

from html.parser import HTMLParser

import pytest

from hsci_analysis.areas import Partnership
from hsci_analysis.errors import SeriesError
from hsci_analysis.models.spc import describe_process
from hsci_analysis.narrative.tables import Table, month_table
from hsci_analysis.periods import FinancialYear
from tests.monthly import SEGMENTS, monthly_series
from tests.spec.borders import FIRST_MONTH, borders_bed_days


def table(first=FIRST_MONTH, values=None, year=None, **about):
    series = monthly_series(first, values or borders_bed_days(), **about)
    process = describe_process(series.daily_average(), SEGMENTS)
    return month_table(series, process, year=year and FinancialYear.parse(year))


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.seen = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))

    def count(self, tag, **attributes):
        return self.seen.count((tag, attributes))


def test_the_year_has_its_twelve_months():
    months = table(year="2024/25")

    assert months.columns == (
        "Month",
        "Delayed discharge bed days",
        "Beds on an average day",
    )
    assert len(months.rows) == 12
    assert months.rows[0] == ("April 2024", "2,176", "72.5")
    assert months.rows[6] == ("October 2024", "2,678", "86.4")
    assert months.rows[-1][0] == "March 2025"
    assert months.folded is None
    assert months.caption == (
        "Delayed discharge bed days: Scottish Borders (area of residence), April 2024 to March 2025"
    )


def test_months_that_are_not_held_are_said_to_be_so():
    months = table(year="2025/26")

    assert months.rows[4][1] == "1,827"
    assert months.rows[5] == ("September 2025", *["not available"] * 2)


def test_zero_is_a_figure():
    assert table("2024-04", [0] * 12).rows[0][1:] == (
        "0",
        "0",
        "0 (provisional)",
        "0 (provisional)",
    )


def test_provisional_limits_are_marked():
    assert table("2024-04", borders_bed_days()[:12]).rows[0][3].endswith("(provisional)")


def test_limits_carried_forward_are_marked():
    row = table("2016-07", [1800 + 100 * (month % 4) for month in range(110)]).rows[45]

    assert row[3].endswith("(carried forward)")
    assert row[4].endswith("(carried forward)")


def test_limits_that_do_not_exist_are_not_applicable():
    assert table("2024-04", [1900, 1800]).rows[1] == (
        "May 2024",
        "1,800",
        "58.1",
        "not applicable",
        "not applicable",
    )


def test_all_months_are_folded_away_behind_a_line():
    months = table()
    html = months._repr_html_()

    assert len(months.rows) == 36
    assert months.columns[3:] == ("Lower limit", "Upper limit")
    assert months.rows[19] == ("April 2024", "2,176", "72.5", "59.2", "85.1")
    assert html.startswith(
        "<details>\n<summary>All months as a table: Delayed discharge bed days, "
        "September 2022 to August 2025</summary>\n<table>"
    )
    assert html.endswith("</table>\n</details>")


def test_every_cell_belongs_to_headers_and_no_cell_is_blank():
    months = table(year="2025/26")
    tags = Tags(months._repr_html_())

    assert tags.count("caption") == 1
    assert tags.count("th", scope="col") == 3
    assert tags.count("th", scope="row") == 12
    assert tags.count("td", **{"class": "number"}) == 24
    assert not any("style" in attributes for _, attributes in tags.seen)
    assert all(cell for row in months.rows for cell in row)


def test_names_are_escaped():
    html = table(area=Partnership("S37000025", "<b>Ups</b> & Downs"), year="2024/25")._repr_html_()

    assert "&lt;b&gt;Ups&lt;/b&gt; &amp; Downs" in html
    assert Tags(html).count("b") == 0


def test_every_text_of_a_table_is_escaped():
    html = Table("<i>", ("<i>", "<i>"), (("<i>", "<i>"),), folded="<i>")._repr_html_()

    assert html.count("&lt;i&gt;") == 6
    assert Tags(html).count("i") == 0


def test_a_description_of_other_figures_is_refused():
    series = monthly_series(FIRST_MONTH, borders_bed_days())
    with pytest.raises(SeriesError, match=r"describe series\.daily_average\(\)"):
        month_table(series, describe_process(series, SEGMENTS))
