"""Files of the portal that nobody here has seen, described from their publisher's programs.

The first fetch either finds a file as described, or names every difference and keeps nothing. What
no measure needs yet is kept as published, in text: what its words and numbers mean is for whoever
has seen it to describe.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from hsci_analysis.areas import partnerships
from hsci_analysis.tables import weekly_admissions_by_age_and_sex
from hsci_analysis.tables.columns import amount, area, count, one_of, text
from hsci_analysis.tables.contracts import PublishedFile, area_code, rows
from hsci_analysis.tables.named_areas import financial_year
from hsci_analysis.tables.table import Table

PER_CENT = 100
HALF_OF_A_TENTH = 0.051
MOST_DEATHS = 100_000
LONGEST = 183

END_OF_LIFE = Table(
    key="end_of_life_by_partnership",
    inputs=(
        (
            PublishedFile(
                columns=(
                    financial_year("FinancialYear"),
                    one_of("FinancialYearQF", "flag", "", "p"),
                    area("HSCP", "area_code", partnerships),
                    amount(
                        "PercentageSpentInHomeCommunity",
                        "percentage",
                        at_most=PER_CENT,
                        because="a percentage",
                    ),
                    amount(
                        "PercentageSpentInHospital",
                        "percentage_in_hospital",
                        at_most=PER_CENT,
                        because="a percentage",
                    ),
                    count(
                        "NumberOfDeaths",
                        "deaths",
                        at_most=MOST_DEATHS,
                        because="more than Scotland has in a year",
                    ),
                    text("TotalLengthOfStay"),
                    amount(
                        "AverageDaysInCommunity",
                        "days_in_community",
                        at_most=LONGEST,
                        because="six months",
                    ),
                    amount(
                        "AverageDaysInHospital",
                        "days_in_hospital",
                        at_most=LONGEST,
                        because="six months",
                    ),
                ),
                key=("year", "area_code"),
                grid=("year", "area_code"),
                rows=(
                    rows(
                        lambda frame: (
                            (frame["percentage"] + frame["percentage_in_hospital"] - PER_CENT).abs()
                            <= 2 * HALF_OF_A_TENTH
                        ),
                        "100 % at home and in hospital together",
                    ),
                ),
                unverified=True,
            ),
        ),
    ),
    reconciliation="nothing: the file has no totals",
    reconcile=lambda *frames: [],
    tidy=lambda *frames: frames[0].assign(
        year=frames[0]["year"].astype("str"),
        status=frames[0]["flag"].map({"": "published", "p": "provisional"}).astype("str"),
    ),
    contract=pa.DataFrameSchema(
        {
            "year": pa.Column("str", pa.Check.str_matches(r"^\d{4}/\d{2}$")),
            "area_code": area_code(partnerships),
            "percentage": pa.Column("float64"),
            "deaths": pa.Column("int64"),
            "status": pa.Column("str", pa.Check.isin(["published", "provisional"])),
        },
        unique=["year", "area_code"],
        strict="filter",
        ordered=True,
    ),
    period="year",
)


def _as_published(key: str, header: str, unique: str) -> Table:
    """A table of the file's own columns, in text; ``unique`` are those that tell its rows apart."""
    columns = header.split()
    layout = PublishedFile(
        columns=tuple(text(name) for name in columns),
        key=tuple(unique.split()),
        unverified=True,
    )
    return Table(
        key=key,
        inputs=((layout,),),
        reconciliation="nothing, as long as nobody has seen what its rows are",
        reconcile=lambda *frames: [],
        tidy=lambda *frames: pd.DataFrame(frames[0]),
        contract=pa.DataFrameSchema(
            {name: pa.Column("str") for name in columns},
            unique=unique.split(),
            strict="filter",
            ordered=True,
        ),
    )


DELAYS = "AgeGroup AgeGroupQF ReasonForDelay ReasonForDelayQF"
BED_DAYS = "NumberOfDelayedBedDays AverageDailyNumberOfDelayedBeds"
CENSUS_OF_HOMES = "Date KeyStatistic CA MainClientGroup Sector Unit Value ValueQF"

NOT_HELD = (
    END_OF_LIFE,
    weekly_admissions_by_age_and_sex.BY_PARTNERSHIP_TABLE,
    *(
        _as_published(
            f"delayed_discharge_census_by_{kind}",
            f"MonthOfDelay {code} {code}QF {DELAYS} NumberOfCensusDelays",
            f"MonthOfDelay {code} AgeGroup ReasonForDelay",
        )
        for kind, code in (("council_area", "CA"), ("health_board", "HBT"))
    ),
    *(
        _as_published(
            f"delayed_discharges_to_june_2016_by_{kind}",
            f"MonthOfDelay {code} {code}QF {DELAYS} {BED_DAYS}",
            f"MonthOfDelay {code} AgeGroup ReasonForDelay",
        )
        for kind, code in (("council_area", "CA"), ("health_board", "HBT"))
    ),
    _as_published(
        "hospital_record_completeness",
        "HB SMRType Quarter Completeness CompletenessQF",
        "HB SMRType Quarter",
    ),
    *(
        _as_published(
            f"care_home_census_{figure}",
            CENSUS_OF_HOMES,
            "Date KeyStatistic CA MainClientGroup Sector",
        )
        for figure in ("residents", "places", "occupancy")
    ),
    _as_published(
        "standard_populations", "AgeGroup Sex EuropeanStandardPopulation", "AgeGroup Sex"
    ),
    _as_published("localities", "DataZone SubHSCPName CA HSCP HB Country", "DataZone"),
    _as_published(
        "hospitals",
        "HospitalCode HospitalName AddressLine1 AddressLine2 AddressLine2QF AddressLine3"
        " AddressLine3QF AddressLine4 AddressLine4QF Postcode HealthBoard HSCP CouncilArea"
        " IntermediateZone DataZone",
        "HospitalCode",
    ),
)
