"""The ledger writes the same bytes for the same findings, and reads nothing else back."""

import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from jsonschema import Draft202012Validator

from hsci_analysis.errors import FindingError
from hsci_analysis.findings.evidence import Evidence, Interval, IntervalKind
from hsci_analysis.findings.finding import (
    Comparator,
    ComparatorKind,
    Finding,
    Kind,
    Verdict,
)
from hsci_analysis.findings.ledger import MEDIA_TYPE, Ledger, schema
from hsci_analysis.findings.rules import state_level
from hsci_analysis.measures.catalogue import Basis
from hsci_analysis.models.spc import describe_process
from hsci_analysis.periods import FinancialYear
from hsci_analysis.sources import Citation
from tests.monthly import SEGMENTS, monthly_series
from tests.spec.borders import FIRST_MONTH, borders_bed_days


@pytest.fixture
def findings():
    beds = monthly_series(FIRST_MONTH, borders_bed_days()).daily_average()
    process = describe_process(beds, SEGMENTS)
    years = ("2024/25", "2025/26", "2026/27")
    return tuple(state_level(beds, process, FinancialYear.parse(year)) for year in years)


def test_round_trip_gives_equal_findings_and_equal_bytes(findings):
    text = Ledger(findings).to_json()

    assert Ledger.from_json(text) == Ledger(findings)
    assert Ledger.from_json(text).to_json() == text


def test_order_of_stating_does_not_matter(findings):
    assert Ledger(findings[::-1]).to_json() == Ledger(findings).to_json()


def test_keys_are_sorted_so_that_two_ledgers_can_be_compared_line_by_line(findings):
    def in_order(pairs):
        assert [name for name, _ in pairs] == sorted(name for name, _ in pairs)
        return dict(pairs)

    json.loads(Ledger(findings).to_json(), object_pairs_hook=in_order)


def test_floats_are_written_as_computed(findings):
    record = json.loads(Ledger(findings).to_json())

    assert record["findings"][0]["value"] == findings[0].value
    assert record["schema_version"] == 3


def test_the_same_statement_twice_is_refused(findings):
    again = replace(findings[0], value=1.0)
    with pytest.raises(FindingError, match=r"more than once: \S+/S37000025/2024-25/level\. State"):
        Ledger((*findings, again))


def test_the_published_schema_is_a_schema_and_real_ledgers_keep_to_it(findings):
    Draft202012Validator.check_schema(schema())
    for ledger in (Ledger(findings), Ledger(())):
        assert not list(Draft202012Validator(schema()).iter_errors(json.loads(ledger.to_json())))


def test_the_schema_knows_every_field_and_every_word():
    definitions = schema()["$defs"]
    shapes = {
        "finding": Finding,
        "interval": Interval,
        "evidence": Evidence,
        "comparator": Comparator,
        "citation": Citation,
    }
    for name, shape in shapes.items():
        fields = {*shape.__dataclass_fields__, *(["id"] if shape is Finding else [])}
        assert set(definitions[name]["properties"]) == fields
        assert set(definitions[name]["required"]) == fields
    words = definitions["finding"]["properties"]
    for name, enumeration in (("kind", Kind), ("verdict", Verdict), ("basis", Basis)):
        assert words[name]["enum"] == [str(word) for word in enumeration]
    against, intervals = definitions["comparator"], definitions["interval"]
    assert against["properties"]["kind"]["enum"] == [str(word) for word in ComparatorKind]
    assert intervals["properties"]["kind"]["enum"] == [str(word) for word in IntervalKind]


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("schema_version",), 2, r"\$\.schema_version: breaks 'const'"),
        (("findings", 0, "verdict"), "risen", r"findings\[0\]\.verdict: breaks 'enum'"),
        (("findings", 0, "value"), None, r"findings\[0\]\.value: breaks 'type'"),
        (("findings", 0, "colour"), "red", r"findings\[0\]: breaks 'additionalProperties'"),
        (("findings", 0, "evidence", "series_from"), "May", r"series_from: breaks 'anyOf'"),
        (("findings", 0, "evidence", "months_used"), 13, "cannot rest on 13 months"),
        (("findings", 0, "id"), "a/b/c/d", "edited by hand"),
    ],
)
def test_a_ledger_that_breaks_a_promise_is_refused(findings, path, value, said):
    record = json.loads(Ledger(findings).to_json())
    *steps, last = path
    place = record
    for step in steps:
        place = place[step]
    place[last] = value

    with pytest.raises(FindingError, match=said):
        Ledger.from_json(json.dumps(record))


def test_every_broken_promise_is_listed_at_once(findings):
    record = json.loads(Ledger(findings).to_json())
    for finding in record["findings"]:
        del finding["unit"], finding["evidence"]["sources"]

    with pytest.raises(FindingError) as refused:
        Ledger.from_json(json.dumps(record))

    assert str(refused.value).count("breaks 'required'") == 6


def test_what_is_not_json_is_refused():
    with pytest.raises(FindingError, match="not JSON"):
        Ledger.from_json('{"findings": [')


def test_a_notebook_is_shown_the_ledger_as_data_and_as_a_table(findings):
    ledger = Ledger(findings)
    shown = ledger._repr_mimebundle_(include=None, exclude=None)

    assert set(shown) == {MEDIA_TYPE, "text/html", "text/plain"}
    assert shown[MEDIA_TYPE] == json.loads(ledger.to_json())
    assert "74.0 beds" in shown["text/html"]
    assert "not available" in shown["text/html"]
    assert "2024-25/level: 74.0 beds (stated)" in shown["text/plain"]


def test_the_table_has_a_caption_and_headers_with_a_scope_and_escapes_names(findings):
    named = replace(findings[0], area="Ups & <b>Downs</b>")
    html = Ledger((named,))._repr_mimebundle_()["text/html"]

    seen = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag, attributes):
            seen.append((tag, *dict(attributes).values()))

    Tags().feed(html)
    assert ("caption",) in seen
    assert seen.count(("th", "col")) == 6
    assert seen.count(("th", "row")) == 1
    assert ("b",) not in seen
    assert "Ups &amp; &lt;b&gt;Downs&lt;/b&gt;" in html
