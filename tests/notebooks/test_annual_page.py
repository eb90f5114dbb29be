"""What a reader sees of the annual report holds no number that no finding backs."""

import json
import re

import nbformat
import pytest

from hsci_analysis.findings.ledger import MEDIA_TYPE, Ledger
from hsci_analysis.narrative.page_lint import blocks_of, lint_page
from hsci_analysis.reports.page import render_page
from hsci_analysis.runs.notebook import shown_values
from tests.notebooks.reference import CASES

APART = (
    "About this report",
    "How figures become words",
    "Notes on the figures",
    "Reading this report in another way",
    "The findings behind this page",
    "The indicators and their titles",
    "What only the partnership can say",
    "What the law asks for",
    "What the partnership says of these figures",
    "Where the figures come from",
    "Words used here",
)
"""Sections of laws, days, releases, methods and of the partnership's own words."""
ANNUAL = [case for case in CASES if case.notebook == "annual_performance_report"]


@pytest.fixture(scope="module", params=ANNUAL, ids=lambda case: case.path.stem)
def shown(request):
    node = nbformat.read(request.param.path, as_version=4)
    (record,) = shown_values(node, MEDIA_TYPE)
    return render_page(node, heading="A partnership"), Ledger.from_json(json.dumps(record))


def test_no_number_on_the_page_is_without_a_finding(shown):
    page, ledger = shown
    assert not [str(fault) for fault in lint_page(page, ledger, apart=APART)]


def test_the_sections_kept_apart_are_there_and_the_others_are_read(shown):
    blocks = blocks_of(shown[0])
    sections = {block.section for block in blocks if block.section}
    assert set(APART) < sections
    assert {"The year on one page", "The year in easy words"} < sections
    kinds = {block.kind for block in blocks if block.section not in APART}
    assert {"p", "li", "tr", "official", "caption", "alt text"} <= kinds


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r"(<p>In [^<]*<a [^>]*>)\d+", r"\g<1>987"),
        (r'(<td class="number"><a [^>]*>)[\d,]+', r"\g<1>98,765"),
        (r"(<li>[^<]*: <a [^>]*>)\d+", r"\g<1>9876"),
        (r'(aria-label="Chart[^"]*?)\d{3}', r"\g<1>987"),
        (r"(<p>They waited <a [^>]*>)[\d,]+", r"\g<1>98,765"),
        (r"(<figcaption>[^<]*)\d{4}", r"\g<1>1987"),
    ],
    ids=["paragraph", "cell", "list", "alt text", "easy read", "caption"],
)
def test_one_number_changed_anywhere_is_noticed(shown, before, after):
    page, ledger = shown
    spoiled = re.sub(before, after, page, count=1)
    assert spoiled != page
    assert lint_page(spoiled, ledger, apart=APART)


def test_a_figure_of_another_indicator_is_no_figure_of_this_one(shown):
    page, ledger = shown
    (other,) = [
        finding
        for finding in ledger.findings
        if finding.id.startswith("MSG-4/S370000") and finding.period == "2020/21"
    ]
    spoiled = re.sub(
        r"(NI-19;[^<]*</th><td class=\"number\"><a [^>]*>)[\d,]+",
        rf"\g<1>{other.value:,.0f}",
        page,
        count=1,
    )
    assert spoiled != page
    assert lint_page(spoiled, ledger, apart=APART)
