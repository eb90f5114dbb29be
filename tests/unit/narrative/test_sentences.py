"""What may be said: complete, without a number of its own, and fit to be read aloud."""

import re
from dataclasses import replace

import pytest
from hypothesis import given

from hsci_analysis.areas import find_area
from hsci_analysis.errors import UnknownNameError
from hsci_analysis.findings.finding import VERDICTS, Kind, Verdict
from hsci_analysis.findings.numerals import write_number
from hsci_analysis.findings.rules import state_level
from hsci_analysis.measures.catalogue import Basis
from hsci_analysis.models.spc import describe_process
from hsci_analysis.narrative.sentences import (
    SENTENCES,
    Sentence,
    alt_text,
    caption,
    describe_limits,
    ids_in,
    sentence,
)
from hsci_analysis.periods import FinancialYear
from tests.monthly import SEGMENTS, monthly_series
from tests.spec.borders import FIRST_MONTH, borders_bed_days
from tests.unit.narrative.findings_drawn import levels

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?:/\d\d)?")
NOT_EARNED = (
    "because|due|led|result|caus\\w*|owing|thanks|drove|driven|success\\w*|fail\\w*|good|bad|poor\\w*"
    "|improv\\w*|worse\\w*|better|best|increas\\w*|decreas\\w*|ris\\w*|rose|fall\\w*|fell|higher|lower"
    "|chang\\w*|trend\\w*|significan\\w*|expect\\w*|will"
)


def level(year, first=FIRST_MONTH, values=None, **about):
    bed_days = borders_bed_days() if values is None else values
    beds = monthly_series(first, bed_days, **about).daily_average()
    return state_level(beds, describe_process(beds, SEGMENTS), FinancialYear.parse(year))


def said(finding):
    """Everything that is said about a finding."""
    return (
        str(sentence(finding)),
        str(describe_limits(finding)),
        alt_text(finding),
        caption(finding),
    )


def test_every_kind_and_verdict_has_a_sentence_and_no_other_has():
    assert set(SENTENCES) == {(Kind.LEVEL, verdict) for verdict in VERDICTS[Kind.LEVEL]}


WHO = "adults aged 18 and over living in the Scottish Borders who were clinically ready to leave"


def test_a_year_is_stated():
    assert str(sentence(level("2024/25"))) == (
        f"On an average day in 2024/25, 74.0 hospital beds were occupied by {WHO}."
    )


def test_part_of_a_year_makes_no_claim_about_the_year():
    assert str(sentence(level("2025/26"))) == (
        "For 2025/26, figures are held for April 2025 to August 2025 only. On an average day in "
        f"that time, 62.9 hospital beds were occupied by {WHO}. That does not stand for the whole "
        "year."
    )


def test_a_year_without_figures_says_what_is_held_instead():
    assert str(sentence(level("2026/27"))) == (
        "For 2026/27, no figure can be given. The figures held, on hospital beds occupied by "
        f"{WHO}, run from September 2022 to August 2025. They end 19 months before that "
        "year does."
    )


def test_figures_by_board_of_treatment_are_said_to_be_so():
    text = str(sentence(level("2024/25", area=find_area("NHS Borders"), basis=Basis.TREATMENT)))

    assert "adults aged 18 and over treated by NHS Borders who were" in text


@pytest.mark.parametrize(
    ("bed_days", "words"),
    [
        ([0] * 12, "not one hospital bed was occupied"),
        ([0] * 11 + [1], "almost no hospital beds were occupied"),
        ([0] * 11 + [2], "0.01 hospital beds were occupied"),
        ([30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31], "1.0 hospital beds were occupied"),
        ([60_000] * 12, "1,973 hospital beds were occupied"),
    ],
)
def test_none_few_and_many_beds_read_well(bed_days, words):
    assert words in str(sentence(level("2024/25", "2024-04", bed_days)))


def test_the_lines_are_described():
    assert str(describe_limits(level("2024/25"))) == (
        "The dashed lines, at 59.2 and 85.1 hospital beds, are worked out from how much each month "
        "differs from the next (September 2022 to August 2025, 36 months). Delays last from month "
        "to month, so several months together, or a whole year, can lie outside these lines "
        "without anything new having happened."
    )


def test_provisional_limits_say_so():
    text = str(describe_limits(level("2024/25", "2024-04", borders_bed_days()[:12])))

    assert "12 months)" in text
    assert "They are provisional: more months may still move them." in text
    assert "provisional" not in str(describe_limits(level("2024/25")))


def test_limits_carried_forward_say_so():
    values = [1800 + 100 * (month % 4) for month in range(110)]
    text = str(describe_limits(level("2020/21", "2016-07", values)))

    assert text.startswith("The dotted lines, at ")
    assert "(July 2016 to February 2020, 44 months)" in text
    assert "They repeat the lines of those earlier months" in text
    assert "repeat" not in str(describe_limits(level("2024/25")))


def test_a_lower_line_that_would_not_lie_above_zero_is_not_spoken_of_as_drawn():
    text = str(describe_limits(level("2024/25", "2022-07", [0, 300] * 18)))

    assert text.startswith("The dashed line, at ")
    assert "A line below it would not lie above zero, and is not drawn." in text


def test_months_all_alike_have_no_lines_to_speak_of():
    finding = level("2024/25", "2022-07", [0] * 36)

    assert str(describe_limits(finding)).startswith("No such lines can be told")
    assert alt_text(finding).endswith("The average over 2024/25 was zero.")


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (level("2026/27"), "For 2026/27, no such lines are drawn."),
        (level("2025/26", "2025-04", [1900] * 3), "too few months are held to tell them."),
        (level("2021/22", "2021-04", [1900] * 12), "too few months are held to tell them."),
    ],
)
def test_where_there_are_no_lines_that_is_said(finding, words):
    assert str(describe_limits(finding)).endswith(words)


def test_alt_text_says_type_subject_axes_and_message():
    assert alt_text(level("2024/25")) == (
        "Line chart of hospital beds taken up by delayed discharge on an average day: people "
        "living in the Scottish Borders, each month from September 2022 to August 2025. The "
        "horizontal axis shows months, the vertical axis hospital beds. The average over 2024/25 "
        "was 74.0 hospital beds. The limits are 59.2 and 85.1 hospital beds."
    )


def test_caption_is_a_title_in_plain_text():
    assert caption(level("2025/26")) == (
        "Hospital beds taken up by delayed discharge on an average day: people living in the "
        "Scottish Borders, September 2022 to August 2025"
    )


def test_a_sentence_knows_its_findings_and_shows_itself_citing_them():
    finding = level("2024/25")

    assert sentence(finding).findings == (finding.id,)
    assert describe_limits(finding).findings == (finding.id,)
    shown = sentence(finding)._repr_html_()
    assert f'<p data-findings="{finding.id}">{sentence(finding)}</p>' in shown


def test_html_in_a_name_stays_text():
    shown = Sentence("*Ups* & <b>[Downs]</b>", ('a "b"', "c")).html("li")

    cited = "a &quot;b&quot;; c"
    assert shown == f'<li data-findings="{cited}">*Ups* &amp; &lt;b&gt;[Downs]&lt;/b&gt;</li>'
    assert ids_in('a "b"; c') == ['a "b"', "c"]


def test_a_measure_without_words_is_named():
    with pytest.raises(UnknownNameError, match="no measure in words called 'planned_admissions'"):
        sentence(replace(level("2024/25"), measure="planned_admissions"))


@given(levels())
def test_no_number_is_said_that_is_not_the_findings(finding):
    evidence, interval = finding.evidence, finding.interval
    months = [
        evidence.first_month,
        evidence.last_month,
        evidence.series_from,
        evidence.series_until,
    ]
    figures = [finding.value]
    counts = []
    if interval:
        months += [interval.first_month, interval.last_month]
        figures += [interval.lower, interval.upper]
        counts += [str(interval.points)]
    backed = {
        *(write_number(figure) for figure in figures if figure is not None),
        *(str(month.year) for month in months if month),
        *counts,
        finding.period,
        *NUMBER.findall(f"{finding.people}"),
    }

    for text in said(finding):
        assert set(NUMBER.findall(text)) <= backed


@given(levels())
def test_what_is_said_is_whole_and_claims_nothing_unearned(finding):
    for text in said(finding):
        assert not re.search(r"[{}]|\b(None|nan)\b|  ", text)
        assert not re.search(rf"\b({NOT_EARNED})\b", text, re.IGNORECASE)
        assert text[0].isupper() or text[0].isdigit()
    assert str(sentence(finding)).endswith(".")
    assert not alt_text(finding).lower().startswith("image of")


@given(levels())
def test_a_value_is_said_only_of_the_months_it_is_made_from(finding):
    text = str(sentence(finding))

    stated = f"On an average day in {finding.period}" in text
    assert stated == (finding.verdict is Verdict.STATED)
    assert ("does not stand for the whole year" in text) == (finding.verdict is Verdict.INCOMPLETE)
    if finding.value is None:
        assert "no figure can be given" in text
