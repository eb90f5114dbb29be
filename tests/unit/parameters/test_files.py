"""The parameter files: all there, and refused with everything that is wrong in them."""

from pathlib import Path

import pytest

from hsci_analysis.areas import find_partnership, partnerships
from hsci_analysis.errors import ParametersError
from hsci_analysis.folders import ROOT
from hsci_analysis.parameters.settings import read_defaults, read_partnership


def test_every_partnership_has_one_file_and_no_file_is_left_over() -> None:
    files = sorted(path.name for path in (ROOT / "parameters" / "partnerships").iterdir())
    assert files == sorted(f"{partnership.slug}.yaml" for partnership in partnerships())


@pytest.mark.parametrize("slug", [partnership.slug for partnership in partnerships()])
def test_every_file_holds_what_it_promises(slug: str) -> None:
    partnership = find_partnership(slug)
    assert read_partnership(partnership).partnership == partnership


def refusal_of_fife(parameters: Path, written: str | bytes) -> str:
    path = parameters / "partnerships" / "fife.yaml"
    path.write_bytes(written.encode() if isinstance(written, str) else written)
    with pytest.raises(ParametersError) as refused:
        read_partnership(find_partnership("fife"))
    message = str(refused.value)
    assert message.startswith("parameters/partnerships/fife.yaml ")
    assert str(parameters) not in message
    return message


def test_everything_wrong_in_a_file_is_told_at_once(parameters: Path) -> None:
    refusal = refusal_of_fife(
        parameters,
        """
        partnership: Fief
        reporting_yaer: "2024/25"
        reporting_year: "2024/26"
        display_segments:
          - name: ""
            frist: "2016-07"
            last: "2020-13"
            carried_forward: "true"
        """,
    )
    for promise in (
        "partnership: no partnership called 'Fief'; did you mean 'Fife'",
        "reporting_yaer: no key called 'reporting_yaer'; did you mean 'reporting_year'",
        "reporting_year: '2024/26' is not a financial year such as 2024/25",
        "display_segments[1].name: expected what the chart calls it; ",
        "display_segments[1].frist: no key called 'frist'; did you mean 'first'",
        "display_segments[1].first: is missing; expected its first month, such as 2016-07",
        "display_segments[1].last: there is no month 13",
        "display_segments[1].carried_forward: expected true: ",
    ):
        assert f"  - {promise}" in refusal


def test_everything_wrong_in_a_mapping_of_outcomes_is_told_at_once(parameters: Path) -> None:
    refusal = refusal_of_fife(
        parameters,
        """
        partnership: Fife
        similar_within_per_cent: -1
        outcomes:
          sauce: our plan
          mapping:
            - outcome: 10
              indicators: [NI-19, NI-91]
            - outcome: "two"
              indicators: []
              indicator: NI-19
        """,
    )
    for promise in (
        "similar_within_per_cent: expected per cent up to which",
        "outcomes.source: is missing; expected where the partnership says so",
        "outcomes.sauce: no key called 'sauce'; did you mean 'source'",
        "outcomes.mapping[1].outcome: expected a national outcome by its number, 1 to 9; ",
        "outcomes.mapping[1].indicators[2]: no indicator called 'NI-91'; did you mean ",
        "outcomes.mapping[2].outcome: expected a national outcome",
        "outcomes.mapping[2].indicators: expected the indicators reported under it",
        "outcomes.mapping[2].indicator: no key called 'indicator'; did you mean 'indicators'",
    ):
        assert f"  - {promise}" in refusal


def test_an_outcome_given_twice_is_refused(parameters: Path) -> None:
    refusal = refusal_of_fife(
        parameters,
        "partnership: Fife\noutcomes:\n  source: our plan\n  mapping:\n"
        "    - {outcome: 2, indicators: [NI-19]}\n    - {outcome: 2, indicators: [NI-18]}\n",
    )
    assert "  - outcomes: outcome 2 is given more than once; put its indicators together" in refusal


def test_everything_wrong_in_what_is_left_out_is_told_at_once(parameters: Path) -> None:
    refusal = refusal_of_fife(
        parameters,
        """
        partnership: Fife
        estimation_window:
          - first: "2020-03-32"
            last: "2020-09-30"
            measures: [delayed_discharge_bed_day]
            models: [forcast]
          - {first: "2020-09-30", last: "2020-03-01", reason: pandemic}
          - {first: "2020-03-01", last: "2020-03-02", raeson: pandemic}
        """,
    )
    for promise in (
        "estimation_window[1].first: '2020-03-32' is not a day such as 2025-03-31",
        "estimation_window[1].reason: is missing; expected why",
        "estimation_window[1].measures[1]: no measure called 'delayed_discharge_bed_day'; did you",
        "estimation_window[1].models[1]: no model called 'forcast'; did you mean 'forecast'",
        "estimation_window[2]: what is left out of estimation ends (2020-03-01) before it begins",
        "estimation_window[3].raeson: no key called 'raeson'; did you mean 'reason'",
    ):
        assert f"  - {promise}" in refusal


def test_defaults_that_are_missing_are_named(parameters: Path) -> None:
    (parameters / "defaults.yaml").write_text("display_segments: []\n")
    with pytest.raises(ParametersError) as refused:
        read_defaults()
    assert "reporting_year: is missing; expected the financial year" in str(refused.value)
    assert "display_segments: expected stretches of months" in str(refused.value)
    (parameters / "defaults.yaml").unlink()
    with pytest.raises(ParametersError, match=r"parameters/defaults\.yaml is missing"):
        read_defaults()


def test_a_file_of_another_partnership_is_refused(parameters: Path) -> None:
    assert "named for Fife, and says Moray" in refusal_of_fife(parameters, "partnership: Moray\n")


@pytest.mark.parametrize(
    ("segments", "wrong"),
    [
        (("2016-07 2020-02", "2020-04 "), "'b' should begin the month after 'a' ends (2020-02)"),
        (("2016-07 2020-02", "2020-02 "), "and begins in 2020-02"),
        (("2016-07 ", "2020-02 "), "(it has no last month)"),
        (("2020-03 2019-03", "2019-04 "), "'a' ends (2019-03) before it begins"),
    ],
)
def test_segments_that_do_not_follow_each_other_are_refused(
    parameters: Path, segments: tuple[str, str], wrong: str
) -> None:
    lines = ["partnership: Fife", "display_segments:"]
    for name, segment in zip("ab", segments, strict=True):
        first, last = segment.split(" ")
        lines += [f"  - name: {name}", f'    first: "{first}"']
        lines += [f'    last: "{last}"'] if last else []
    refusal = refusal_of_fife(parameters, "\n".join(lines))
    assert "  - display_segments: " in refusal
    assert wrong in refusal


def test_nothing_can_be_carried_forward_into_the_first_segment(parameters: Path) -> None:
    assert "no limits to carry forward" in refusal_of_fife(
        parameters,
        'partnership: Fife\ndisplay_segments: [{name: a, first: "2016-07", carried_forward: true}]',
    )


@pytest.mark.parametrize(
    ("line", "taken_for"),
    [
        ("reporting_year: 2024-04-01", "the unquoted 2024-04-01 for a date"),
        ("reporting_year: no", "the unquoted no for true or false"),
        ("reporting_year: 20:24", "the unquoted 20:24 for a whole number"),
        ("reporting_year: 020", "the unquoted 020 for a whole number"),
        ("reporting_year: 2_024", "the unquoted 2_024 for a whole number"),
        ("reporting_year: 1.5e+3", "the unquoted 1.5e+3 for a number"),
        ("reporting_year: .inf", "the unquoted .inf for a number"),
    ],
)
def test_what_yaml_would_change_without_a_word_is_refused(
    parameters: Path, line: str, taken_for: str
) -> None:
    refusal = refusal_of_fife(parameters, f"partnership: Fife\n{line}\n")
    assert f"line 2: YAML takes {taken_for}; put it in quotes" in refusal


@pytest.mark.parametrize("year", ["2024/25", "2024-25"])
def test_a_financial_year_needs_no_quotes(parameters: Path, year: str) -> None:
    path = parameters / "partnerships" / "fife.yaml"
    path.write_text(f"partnership: Fife\nreporting_year: {year}\n")
    assert str(read_partnership(find_partnership("fife")).reporting_year) == "2024/25"


def test_a_key_given_twice_is_refused_wherever_it_stands(parameters: Path) -> None:
    refusal = refusal_of_fife(
        parameters,
        "partnership: Fife\npartnership: Fife\n"
        'display_segments:\n  - name: a\n    first: "2016-07"\n    first: "2017-07"\n',
    )
    assert "line 1: the key 'partnership' is given 2 times" in refusal
    assert "line 4: the key 'first' is given 2 times" in refusal


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("", "should hold lines of 'key: value'"),
        ("# nothing but a comment\n", "should hold lines of 'key: value'"),
        ("- partnership\n", "should hold lines of 'key: value'"),
        ("partnership: [Fife\n", "is not YAML: line 2: "),
        ("partnership: Fife\n---\npartnership: Fife\n", "is not YAML: line 2: "),
        ("partnership: !!python/object/apply:os.getcwd []\n", "is not YAML: line 1: "),
        ("partnership: F\x01ife\n", "is not YAML: character 15 is U+0001;"),
        ("partnership: Na h-Eileanan Siar – Ì\n".encode("cp1252"), "is not UTF-8 text (byte "),
    ],
)
def test_what_is_no_settings_file_is_refused(
    parameters: Path, written: str | bytes, wrong: str
) -> None:
    assert wrong in refusal_of_fife(parameters, written)


@pytest.mark.parametrize(
    ("written", "promise"),
    [
        ("1: c", "the key 1 is not text; put it in quotes if it is meant"),
        ('display_segments: [1, "a", {}]', "display_segments[1]: expected stretches of months"),
        ("display_segments: []", "display_segments: expected stretches of months"),
        ('reporting_year: !!int "x"', "a value is not of the type it is tagged as"),
        ("partnership: " + "[" * 3000, "it is nested too deeply"),
    ],
    ids=["number as key", "segments of nothing", "no segments", "tag that lies", "too deep"],
)
def test_odd_yaml_is_refused_in_words(parameters: Path, written: str, promise: str) -> None:
    assert promise in refusal_of_fife(parameters, written)


def test_a_segment_that_ends_at_the_end_of_time_is_refused_with_its_file(parameters: Path) -> None:
    refusal = refusal_of_fife(
        parameters,
        """
        partnership: Fife
        display_segments:
          - {name: a, first: "2016-07", last: "2199-12"}
          - {name: b, first: "2020-01"}
        """,
    )
    assert "display_segments: 'b' should begin the month after 'a' ends (2199-12)" in refusal


def test_a_folder_in_the_place_of_a_file_is_refused(parameters: Path) -> None:
    path = parameters / "partnerships" / "fife.yaml"
    path.unlink()
    path.mkdir()
    with pytest.raises(ParametersError, match=r"fife\.yaml cannot be read"):
        read_partnership(find_partnership("fife"))
