"""Findings of every shape, for properties that all sentences must keep."""

from hypothesis import strategies as st

from hsci_analysis.areas import find_area
from hsci_analysis.findings.evidence import Evidence, Interval, IntervalKind
from hsci_analysis.findings.finding import VERDICTS, Finding, Kind, Verdict
from hsci_analysis.measures.catalogue import Basis
from hsci_analysis.periods import FinancialYear, Month
from hsci_analysis.sources import Citation

figures = st.floats(0, 5000, allow_nan=False) | st.sampled_from([0.0, 0.002, 0.995, 99.96])
AREAS = ("Scottish Borders", "Clackmannanshire and Stirling", "Na h-Eileanan Siar", "Scotland")


@st.composite
def intervals(draw):
    lower, upper = sorted((draw(figures), draw(figures)))
    points = draw(st.integers(5, 60))
    first = Month(2016, 1) + draw(st.integers(0, 60))
    return Interval(
        kind=IntervalKind.PROCESS_LIMITS,
        lower=lower,
        upper=upper,
        first_month=first,
        last_month=first + (points - 1),
        points=points,
        provisional=points < 24,
        carried_forward=draw(st.booleans()),
    )


@st.composite
def levels(draw):
    verdict = draw(st.sampled_from(sorted(VERDICTS[Kind.LEVEL])))
    held = verdict is not Verdict.NOT_AVAILABLE
    months = {Verdict.STATED: 12, Verdict.NOT_AVAILABLE: 0}.get(verdict) or draw(st.integers(1, 11))
    year = FinancialYear(draw(st.integers(2012, 2030)))
    basis = draw(st.sampled_from([Basis.RESIDENCE, Basis.TREATMENT]))
    place = "NHS Borders" if basis is Basis.TREATMENT else draw(st.sampled_from(AREAS))
    area = find_area(place)
    return Finding(
        measure="delayed_discharge_bed_days",
        measure_title="Delayed discharge bed days",
        people="adults aged 18 and over",
        area_code=area.code,
        area=area.name,
        basis=basis,
        period=str(year),
        kind=Kind.LEVEL,
        verdict=verdict,
        value=draw(figures) if held else None,
        interval=draw(st.none() | intervals()) if held else None,
        unit="beds",
        evidence=Evidence(
            method="average",
            first_month=year.first_month if held else None,
            last_month=year.first_month + (months - 1) if held else None,
            months_used=months if held else 0,
            series_from=Month(2016, draw(st.integers(1, 12))),
            series_until=Month(2025, draw(st.integers(1, 12))),
            sources=(
                Citation(
                    table="delayed_discharges_by_council_area",
                    title="Delayed discharge bed days",
                    publisher="Public Health Scotland",
                    release="August 2025",
                    sha256="0" * 64,
                    attribution="Contains public sector information.",
                ),
            ),
        ),
    )
