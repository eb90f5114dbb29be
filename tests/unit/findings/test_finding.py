"""A finding cannot be made without what it must rest on."""

from dataclasses import FrozenInstanceError, replace

import pytest

from hsci_analysis.errors import FindingError
from hsci_analysis.findings.evidence import Interval, IntervalKind
from hsci_analysis.findings.finding import Comparator, ComparatorKind, Kind, Verdict
from hsci_analysis.findings.rules import state_level
from hsci_analysis.models.spc import describe_process
from hsci_analysis.periods import FinancialYear, Month
from tests.monthly import SEGMENTS, monthly_series
from tests.spec.borders import FIRST_MONTH, borders_bed_days


@pytest.fixture
def finding():
    beds = monthly_series(FIRST_MONTH, borders_bed_days()).daily_average()
    return state_level(beds, describe_process(beds, SEGMENTS), FinancialYear(2024))


def test_id_is_readable_and_does_not_hang_on_the_value(finding):
    assert finding.id == "delayed_discharge_bed_days/S37000025/2024-25/level"
    assert replace(finding, value=1.0).id == finding.id


def test_a_finding_cannot_be_altered(finding):
    with pytest.raises(FrozenInstanceError):
        finding.value = 1.0
    with pytest.raises(TypeError):
        finding.evidence.settings["segment"] = "another"
    assert len({finding, replace(finding)}) == 1


NAN, INFINITY = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("altered", "said"),
    [
        ({"unit": " "}, "it has no unit"),
        ({"people": ""}, "it has no people"),
        ({"period": ""}, "it has no period"),
        ({"value": None}, "needs a finite value"),
        ({"value": NAN}, "needs a finite value"),
        ({"value": INFINITY}, "needs a finite value"),
        ({"verdict": Verdict.NOT_AVAILABLE}, "what is not available has no value"),
        ({"verdict": Verdict.NOT_AVAILABLE, "value": None}, "has no value and no interval"),
    ],
)
def test_a_statement_lacking_something_is_refused(finding, altered, said):
    with pytest.raises(FindingError, match=said):
        replace(finding, **altered)


@pytest.mark.parametrize(
    ("altered", "said"),
    [
        ({"lower": -INFINITY}, "an interval without end excludes nothing"),
        ({"upper": INFINITY}, "an interval without end excludes nothing"),
        ({"lower": NAN}, "an interval without end excludes nothing"),
        ({"lower": 90.0}, "lower limit lies above its upper one"),
        ({"points": 0}, "the interval cannot rest on 0 months"),
        ({"points": 37}, "the interval cannot rest on 37 months from 2022-09 to 2025-08"),
    ],
)
def test_an_interval_that_says_nothing_is_refused(finding, altered, said):
    with pytest.raises(FindingError, match=said):
        replace(finding, interval=replace(finding.interval, **altered))


@pytest.mark.parametrize(
    ("altered", "said"),
    [
        ({"sources": ()}, "cites no source"),
        ({"method": " "}, "does not say the method"),
        ({"series_from": None}, "either from when until when figures are held, or neither"),
        ({"series_until": Month(2020, 1)}, "cannot be held from 2022-09 until 2020-01"),
        ({"months_used": 13}, "its evidence cannot rest on 13 months"),
        ({"first_month": None}, "names some of first month, last month"),
        ({"first_month": None, "last_month": None, "months_used": 0}, "at least one month"),
        ({"settings": {"limits": (1, 2)}}, "its setting 'limits' is not text"),
        ({"settings": {"limit": NAN}}, "its setting 'limit' is not finite"),
    ],
)
def test_evidence_that_does_not_hold_is_refused(finding, altered, said):
    with pytest.raises(FindingError, match=said):
        replace(finding, evidence=replace(finding.evidence, **altered))


@pytest.mark.parametrize(
    ("altered", "said"),
    [
        ({"title": ""}, "does not say its title"),
        ({"release": " "}, "does not say its release"),
        ({"sha256": "abc"}, "is not a SHA-256"),
    ],
)
def test_a_citation_that_leaves_something_out_is_refused(finding, altered, said):
    (cited,) = finding.evidence.sources
    with pytest.raises(FindingError, match=said):
        replace(finding, evidence=replace(finding.evidence, sources=(replace(cited, **altered),)))


BEFORE = Comparator(ComparatorKind.YEAR_BEFORE, "2023/24", "2023/24", 76.2, -2.9, "%")


@pytest.mark.parametrize(
    ("altered", "said"),
    [
        ({"comparator": BEFORE}, "a level stands alone"),
        ({"kind": Kind.CHANGE, "verdict": Verdict.DECREASED}, "names what it is held against"),
        ({"kind": Kind.CHANGE, "comparator": BEFORE}, "a change cannot have the verdict"),
        (
            {"kind": Kind.CHANGE, "comparator": BEFORE, "verdict": Verdict.INCREASED},
            "its value lies the other way",
        ),
        (
            {"kind": Kind.COMPARISON, "comparator": BEFORE, "verdict": Verdict.NOT_ASSESSED},
            "without a verdict says why",
        ),
        (
            {"kind": Kind.COMPARISON, "comparator": replace(BEFORE, name=""), "verdict": "lower"},
            "its comparator has no name",
        ),
        (
            {"kind": Kind.COMPARISON, "comparator": replace(BEFORE, value=NAN), "verdict": "lower"},
            "its comparator has no finite value",
        ),
        ({"interval": Interval(IntervalKind.PROCESS_LIMITS, 1.0, 2.0)}, "name the months"),
    ],
)
def test_a_statement_against_its_own_figures_is_refused(finding, altered, said):
    with pytest.raises(FindingError, match=said):
        replace(finding, **altered)


def test_a_statement_held_against_something_names_it_in_its_id(finding):
    fallen = replace(finding, kind=Kind.CHANGE, verdict=Verdict.DECREASED, comparator=BEFORE)
    assert fallen.id == "delayed_discharge_bed_days/S37000025/2024-25/change/year_before"


def test_all_that_is_wrong_is_said_at_once(finding):
    with pytest.raises(FindingError) as refused:
        replace(finding, unit="", area="", value=NAN)

    said = str(refused.value)
    assert said.startswith("delayed_discharge_bed_days/S37000025/2024-25/level cannot be stated: ")
    assert all(part in said for part in ("no unit", "no area", "finite value"))
