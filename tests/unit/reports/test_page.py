"""The page as bytes: its order, what it lets through, what it never holds."""

import base64
import copy
import hashlib
import itertools
import os
import re
import subprocess
import sys

import nbformat
import pytest
from bs4 import BeautifulSoup

from hsci_analysis.errors import RunError
from hsci_analysis.reports.page import render_page
from tests.environment import ROOT
from tests.executed_notebook import HEADING, code, failure, notebook, patient_flow, text

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def parsed(*cells: nbformat.NotebookNode, **given) -> BeautifulSoup:
    page = render_page(notebook(*cells), **{"heading": "Fife, 2024/25"} | given)
    return BeautifulSoup(page, "html.parser")


def shown(**data: str) -> nbformat.NotebookNode:
    cell = code("show()")
    mime = {name.replace("_", "/"): value for name, value in data.items()}
    cell.outputs = [nbformat.v4.new_output("display_data", data=mime)]
    return cell


@pytest.fixture(scope="module")
def page() -> BeautifulSoup:
    return BeautifulSoup(render_page(patient_flow(), heading=HEADING), "html.parser")


def test_one_h1_says_what_and_of_whom(page: BeautifulSoup) -> None:
    (h1,) = page.select("h1")
    assert h1.get_text() == f"Patient flow: {HEADING}" == page.title.get_text()
    assert h1.find_parent("header")


def test_its_language_is_british_english(page: BeautifulSoup) -> None:
    assert page.html["lang"] == "en-GB"


def test_each_landmark_is_there_once(page: BeautifulSoup) -> None:
    assert [len(page.select(name)) for name in ("header", "nav", "main", "footer")] == [1] * 4


def test_headings_keep_their_order_and_are_linked(page: BeautifulSoup) -> None:
    levels = [int(heading.name[1]) for heading in page.select("h1, h2, h3, h4, h5, h6")]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    targets = [link["href"] for link in page.select("nav a")]
    assert targets == [f"#{heading['id']}" for heading in page.select("h2")]


def test_headings_that_skip_or_repeat_are_put_in_order() -> None:
    page = parsed(text("# One\n\n#### Deep\n\n# Another\n\n## Again\n\n## Again"))
    headings = [(h.name, h.get_text(), h.get("id")) for h in page.select("main :is(h1,h2,h3,h4)")]
    assert headings == [
        ("h2", "Deep", "deep"),
        ("h2", "Another", "another"),
        ("h2", "Again", "again"),
        ("h2", "Again", "again-2"),
    ]


def test_few_sections_need_no_list() -> None:
    assert parsed(text("# One\n\n## Two\n\n## Three")).select("nav") == []


def test_a_notebook_without_a_name_is_refused() -> None:
    with pytest.raises(RunError, match=r"for Fife, 2024/25 has no '# ' heading"):
        parsed(text("Only words."))


def test_code_is_folded_away(page: BeautifulSoup) -> None:
    assert all(block.find_parent("details") for block in page.select("pre code"))
    assert page.select("details[open]") == []


def test_code_that_shows_nothing_joins_the_next(page: BeautifulSoup) -> None:
    first, second = page.select("details.code")[:2]
    assert [first.summary.get_text(), second.summary.get_text()] == ["Show the code"] * 2
    assert re.findall('"fife"|"scottish-borders"|import', first.get_text()) == [
        '"fife"',
        '"scottish-borders"',
        "import",
    ]


def test_settings_alone_are_called_so() -> None:
    cells = (code("a = 1", tag="parameters"), code("a = 2", tag="injected-parameters"))
    page = parsed(text("# One"), *cells, text("Words."), code("b = 1"))
    summaries = [summary.get_text() for summary in page.select("summary")]
    assert summaries == ["Show the settings of this run", "Show the code"]


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        ({"text_html": "<p>html</p>", "text_markdown": "no", "text_plain": "no"}, "html"),
        ({"text_markdown": "*marked*", "text_plain": "no"}, "marked"),
        ({"text_plain": "plain"}, "plain"),
        ({"application_json": "{}"}, ""),
    ],
)
def test_the_best_form_of_an_output_is_shown(data: dict[str, str], kept: str) -> None:
    page = parsed(text("# One"), shown(**data))
    page.details.extract()
    assert page.main.get_text().strip() == kept


def test_a_picture_is_named_by_its_text() -> None:
    page = parsed(text("# One"), shown(image_png="aGk=\n", text_plain="A <map>"))
    assert (page.img["src"], page.img["alt"]) == ("data:image/png;base64,aGk=", "A <map>")


def test_our_own_html_is_not_touched(page: BeautifulSoup) -> None:
    given = patient_flow().cells[7].outputs[0].data["text/html"]
    assert given in render_page(patient_flow(), heading=HEADING)


def test_tables_scroll_in_a_named_frame_a_keyboard_reaches(page: BeautifulSoup) -> None:
    tables = page.select("table")
    assert len(tables) == 2
    for table in tables:
        assert table.parent["tabindex"] == "0"
        assert table.parent["role"] == "group"
        assert table.parent["aria-label"] == table.caption.get_text()


def test_the_name_of_a_frame_is_escaped() -> None:
    caption = "<caption>A &quot;b&quot; <b>c</b> &lt;d&gt;</caption>"
    page = parsed(text("# One"), shown(text_html=f"<table>{caption}<tr><td>1</td></tr></table>"))
    assert page.select_one(".frame")["aria-label"] == 'A "b" c <d>'
    assert (
        parsed(text("# One\n\n| a |\n|---|\n| 1 |")).select_one(".frame")["aria-label"] == "Table"
    )


def test_a_failure_is_seen() -> None:
    cell = code("boom()")
    cell.outputs = [failure()]
    page = parsed(text("# One"), cell)
    told = page.select_one(".failure")
    assert told.find_parent("details") is None
    assert "This step failed. SeriesError: no figures for <Narnia>" in told.get_text()
    assert "\x1b" not in str(page)


def test_what_was_printed_is_shown() -> None:
    cell = code("print()")
    cell.outputs = [nbformat.v4.new_output("stream", name="stderr", text="\x1b[31ma <b>\x1b[0m")]
    assert parsed(text("# One"), cell).select_one("main > pre").get_text() == "a <b>"


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(lambda: parsed(text(f"# One\n\n{HOSTILE}\n\nA {HOSTILE}")), id="text"),
        pytest.param(lambda: parsed(text(f"# {HOSTILE}")), id="title"),
        pytest.param(lambda: parsed(text(f"# One\n\n## {HOSTILE}\n## b\n## c")), id="section"),
        pytest.param(lambda: parsed(text("# One"), code(HOSTILE)), id="code"),
        pytest.param(lambda: parsed(text("# One"), shown(text_plain=HOSTILE)), id="plain"),
        pytest.param(lambda: parsed(text("# One"), shown(text_markdown=HOSTILE)), id="markdown"),
        pytest.param(lambda: parsed(text("# One"), heading=HOSTILE), id="heading"),
        pytest.param(lambda: parsed(text("# One"), attributions=[HOSTILE]), id="attribution"),
    ],
)
def test_no_html_is_let_through(page) -> None:
    found = page()
    assert found.select("script, img, [onerror]") == []
    assert "alert(1)" in found.get_text()


def test_no_harmful_link_is_let_through() -> None:
    page = parsed(text("# One\n\n[here](javascript:alert(1)) [there](data:text/html,hi)"))
    assert all(not a["href"].startswith(("javascript", "data")) for a in page.select("main a"))


def test_the_page_asks_for_nothing(page: BeautifulSoup) -> None:
    assert page.select("script, link, iframe, object, embed, [src], [srcset], [style]") == []
    assert "url(" not in page.style.get_text()
    assert "@import" not in page.style.get_text()


def test_the_policy_allows_its_own_style_sheet_only(page: BeautifulSoup) -> None:
    (policy,) = page.select('meta[http-equiv="Content-Security-Policy"]')
    digest = hashlib.sha256(page.style.get_text().encode()).digest()
    assert policy["content"].startswith("default-src 'none'; style-src 'sha256-")
    assert base64.b64encode(digest).decode() in policy["content"]
    assert "unsafe" not in policy["content"]


def test_licences_are_named_at_the_foot() -> None:
    page = parsed(text("# One"), attributions=["Contains information from A & B."])
    assert "Contains information from A & B." in page.footer.get_text()


def test_the_notebook_is_left_as_it_was() -> None:
    given = patient_flow()
    before = copy.deepcopy(given)
    render_page(given, heading=HEADING)
    assert given == before


def test_ids_of_cells_do_not_show() -> None:
    one, other = patient_flow(), patient_flow()
    assert one.cells[0].id != other.cells[0].id
    assert render_page(one, heading=HEADING) == render_page(other, heading=HEADING)


def test_another_process_writes_the_same_bytes() -> None:
    program = (
        "import hashlib; from tests.executed_notebook import HEADING, patient_flow;"
        "from hsci_analysis.reports.page import render_page;"
        "page = render_page(patient_flow(), heading=HEADING);"
        "print(hashlib.sha256(page.encode()).hexdigest())"
    )
    elsewhere = {**os.environ, "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7"}
    printed = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=elsewhere, capture_output=True, check=True
    )
    here = render_page(patient_flow(), heading=HEADING).encode()
    assert printed.stdout.decode().strip() == hashlib.sha256(here).hexdigest()
