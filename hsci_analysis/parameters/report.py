"""What one report is asked for: by the defaults, by the partnership, by the notebook."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from hsci_analysis.areas import SCOTLAND, Area, Nation, Partnership, find_area, find_partnership
from hsci_analysis.errors import ParametersError
from hsci_analysis.indicators.outcomes import EDINBURGH_2022_23, OutcomeMapping
from hsci_analysis.models.estimation_window import EstimationWindow
from hsci_analysis.models.interrupted.known_change import KnownChange
from hsci_analysis.models.spc import Segment
from hsci_analysis.parameters.estimation_window import window_of
from hsci_analysis.parameters.settings import (
    Defaults,
    PartnershipParameters,
    read_defaults,
    read_partnership,
)
from hsci_analysis.periods import FinancialYear, Month

# Statutory guidance of March 2016: the first performance reports are for this year.
FIRST_REPORTING_YEAR = FinancialYear(2016)


@dataclass(frozen=True, repr=False)
class ReportParameters:
    """What one report is about; shown in a notebook, it says so in a line.

    ``display_segments`` are what charts show apart, ``estimation_window`` what models don't learn
    from. ``outcome_mapping`` is the partnership's own, or else one that some partnership has
    published.
    """

    partnership: Partnership
    reporting_year: FinancialYear
    display_segments: tuple[Segment, ...]
    estimation_window: EstimationWindow
    outcome_mapping: OutcomeMapping
    similar_within_per_cent: float
    known_changes: tuple[KnownChange, ...] = ()

    @property
    def area(self) -> Partnership:
        return self.partnership

    @property
    def first_month(self) -> Month:
        return self.reporting_year.first_month

    @property
    def last_month(self) -> Month:
        return self.reporting_year.last_month

    @property
    def subtitle(self) -> str:
        """The partnership and the year, as the head of a page says them."""
        return f"{self.partnership.official_name}, {self.reporting_year}"

    def __repr__(self) -> str:
        return f"ReportParameters({self.subtitle!r})"

    def _repr_markdown_(self) -> str:
        return _about(self.partnership.official_name, self.reporting_year)


@dataclass(frozen=True, repr=False)
class NationalParameters:
    """What a page about Scotland as a whole is asked for; shown in a notebook, it says so."""

    reporting_year: FinancialYear
    display_segments: tuple[Segment, ...]
    estimation_window: EstimationWindow
    similar_within_per_cent: float

    @property
    def area(self) -> Nation:
        return SCOTLAND

    @property
    def last_month(self) -> Month:
        return self.reporting_year.last_month

    def __repr__(self) -> str:
        return f"NationalParameters('{SCOTLAND.name}, {self.reporting_year}')"

    def _repr_markdown_(self) -> str:
        return _about(SCOTLAND.name, self.reporting_year)


def national_parameters(reporting_year: str | None = None) -> NationalParameters:
    """What a page about Scotland is asked for, the year left out as ``defaults.yaml`` says.

    Raises
    ------
    ParametersError
        As ``report_parameters``.
    """
    defaults = read_defaults()
    asked = FinancialYear.parse(reporting_year) if reporting_year is not None else None
    year = asked or defaults.reporting_year
    check_year(year)
    segments = tuple(segment.as_segment() for segment in defaults.display_segments)
    return NationalParameters(
        year, segments, _estimation_window(defaults), defaults.similar_within_per_cent
    )


def report_parameters(partnership: str, reporting_year: str | None = None) -> ReportParameters:
    """What a report for this partnership and year is asked for.

    What a caller leaves out is taken from the partnership's own file, and what that leaves out
    from ``defaults.yaml``.

    Parameters
    ----------
    partnership
        Its name, slug, nine-character code or a known spelling.
    reporting_year
        A financial year such as ``2024/25``.

    Raises
    ------
    UnknownNameError
        If there is no such partnership; with the nearest names.
    ParametersError
        If the year is no financial year, comes before the first reports (2016/17) or has not begun,
        or one of the two files breaks its promise.
    """
    found = find_partnership(partnership)
    asked = FinancialYear.parse(reporting_year) if reporting_year is not None else None
    defaults, own = read_defaults(), read_partnership(found)
    year = asked or own.reporting_year or defaults.reporting_year
    check_year(year)
    segments = own.display_segments or defaults.display_segments
    similar = own.similar_within_per_cent
    return ReportParameters(
        found,
        year,
        tuple(segment.as_segment() for segment in segments),
        _estimation_window(defaults, own),
        own.outcomes.as_mapping(found) if own.outcomes else EDINBURGH_2022_23,
        defaults.similar_within_per_cent if similar is None else similar,
        tuple(change.as_known_change() for change in own.known_changes),
    )


def estimation_window_for(areas: Sequence[Area | str]) -> EstimationWindow:
    """What models leave out of the figures of those areas, which may be given by name.

    Of one partnership what its file says; of any other area, and of several, what the defaults say,
    so that areas that add up are learnt alike.

    Raises
    ------
    UnknownNameError
        For an area that is not known.
    ParametersError
        If a file breaks its promise.
    """
    found = [find_area(area) if isinstance(area, str) else area for area in areas]
    match found:
        case [Partnership() as alone]:
            return _estimation_window(read_defaults(), read_partnership(alone))
    return _estimation_window(read_defaults())


def _estimation_window(
    defaults: Defaults, own: PartnershipParameters | None = None
) -> EstimationWindow:
    if own is not None and own.estimation_window is not None:
        return window_of(own.estimation_window)
    return window_of(defaults.estimation_window)


def check_year(year: FinancialYear) -> None:
    """Raise ParametersError where no partnership can report on that year."""
    if year < FIRST_REPORTING_YEAR:
        raise ParametersError(
            f"no report for {year}: partnerships report on {FIRST_REPORTING_YEAR} and later years;"
            " ask for one of those"
        )
    if year.first_day > datetime.date.today():
        raise ParametersError(f"no report for {year}: it has not begun; ask for an earlier year")


def _about(name: str, year: FinancialYear) -> str:
    return (
        f"**{name}**, financial year {year} ({year.first_month.label} to {year.last_month.label})."
    )
