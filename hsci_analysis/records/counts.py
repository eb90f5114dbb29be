"""An extract's records counted: numerators and denominators by indicator, period and place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from hsci_analysis.areas import SCOTLAND, Partnership, partnerships
from hsci_analysis.errors import ParametersError, UnknownNameError
from hsci_analysis.periods import CalendarYear, FinancialYear, Month, months_between
from hsci_analysis.records.database import MEMORY, THREADS, Database, private_database, text
from hsci_analysis.records.derivations import DERIVATIONS, Derivation
from hsci_analysis.records.extracts import Declaration, Extract, open_extract
from hsci_analysis.records.layouts import CAUSES, LAYOUTS
from hsci_analysis.records.rules import script

ROWS_AT_A_TIME = 5_000_000
MONTH, FINANCIAL_YEAR, CALENDAR_YEAR = "month", "financial year", "calendar year"
TERMS = ("terms", "linked", "days_by_month")


@dataclass(frozen=True)
class Counts:
    """What an extract counts up to.

    Attributes
    ----------
    frame
        One row an indicator, period and place, none left out: ``indicator``, ``kind`` ("month",
        "financial year", "calendar year"), ``period``, ``area_code`` of a partnership or Scotland,
        ``locality`` (empty for the whole area), ``numerator``, what it is ``divided_by``,
        ``denominator`` (missing where that is nothing, or no estimate is held), ``cases`` (the
        journeys, stays, records, attendances or deaths behind it), ``population_year`` and whether
        that estimate was ``copied_forward``.
    periods, area_codes
        All there are, the former with their kind.
    missing
        What each indicator that could not be derived lacks.
    rows
        How many rows each input has.
    synthetic
        Whether the extract is labelled so.
    """

    frame: pd.DataFrame = field(repr=False)
    periods: tuple[tuple[str, str], ...] = field(repr=False)
    area_codes: tuple[str, ...] = field(repr=False)
    missing: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, int]
    synthetic: bool


def derive_counts(
    files: Mapping[str, Sequence[Path]],
    declared: Declaration,
    months: tuple[Month, Month],
    covered: Sequence[Partnership],
    *,
    memory: str = MEMORY,
    threads: int = THREADS,
    rows_at_a_time: int = ROWS_AT_A_TIME,
    without: str = "",
) -> Counts:
    """Count an extract by month, financial and calendar year, partnership and locality.

    Parameters
    ----------
    files
        The files of each input: ``episodes``, ``attendances``, ``deaths``, ``populations``.
    months
        The first and the last; years are those that lie wholly between.
    covered
        The partnerships that the extract has all records of; Scotland is given where it is all.
    rows_at_a_time
        Episodes are worked through by groups of people of about so many, so that memory is bounded
        for an extract of any size.
    without
        A rule that shall not hold, to see what it does.

    Raises
    ------
    UnknownNameError
        If there is no such input.
    ParametersError
        If the months are the wrong way round, or no file is given.
    TableError
        If the extract breaks a promise.
    RunError
        If a file cannot be read, or memory runs out.
    """
    for key in files:
        if key not in LAYOUTS:
            raise UnknownNameError("input", key, LAYOUTS)
    if not any(files.values()):
        raise ParametersError("no file is given; give at least one of " + ", ".join(LAYOUTS))
    if months[1] < months[0]:
        raise ParametersError(f"{months[1]} comes before {months[0]}; exchange the two")
    given = {key: paths for key, paths in files.items() if paths}
    with private_database(memory, threads) as database:
        counting = _Counting(
            database, open_extract(database, given, declared, covered, months), without
        )
        missing = {
            key: lacking
            for each in DERIVATIONS
            if (lacking := tuple(each.lacking(counting.extract, declared, months)))
            for key in each.indicators
        }
        wanted = [each for each in DERIVATIONS if not missing.keys() & each.indicators.keys()]
        whole = len({each.code for each in covered}) == len(partnerships())
        periods = _months_of_periods(*months)
        counting.prepare(declared, periods, months, whole=whole)
        counting.count(wanted, rows_at_a_time)
        frame = counting.totals(wanted)
    return Counts(
        frame,
        tuple(periods[["kind", "period"]].drop_duplicates().itertuples(index=False, name=None)),
        (*(each.code for each in covered), *[SCOTLAND.code] * whole),
        missing,
        counting.extract.rows,
        counting.extract.synthetic,
    )


@dataclass(frozen=True)
class _Counting:
    """One extract on its way through the SQL."""

    database: Database
    extract: Extract
    without: str

    def prepare(
        self,
        declared: Declaration,
        periods: pd.DataFrame,
        months: tuple[Month, Month],
        *,
        whole: bool,
    ) -> None:
        """Make what all scripts read: the words of the rules, places, periods and settings."""
        first, last = months
        for name in TERMS:
            self._script(name)
        for layout in LAYOUTS.values():
            if layout.name not in self.extract.rows:
                nothing = ", ".join(f"NULL::{each.kind} AS {each.name}" for each in layout.columns)
                self._run(f"CREATE VIEW {layout.name}_rows AS SELECT {nothing} WHERE false")
        self._run(
            f"SET VARIABLE first_day = DATE '{first.first_day}';"
            f"SET VARIABLE day_after = DATE '{(last + 1).first_day}';"
            f"SET VARIABLE scotland = {whole};"
            "CREATE TEMP TABLE counts (indicator VARCHAR, month DATE, area INTEGER,"
            " numerator DOUBLE, denominator DOUBLE, cases BIGINT)"
        )
        self.database.put("settings", _settings(declared))
        self.database.put("months_of_periods", periods)
        self._script("areas")
        for key in ("attendances", "populations"):
            self._run(_placed(key))

    def count(self, wanted: Sequence[Derivation], rows_at_a_time: int) -> None:
        """Run the scripts, for one group of people after another.

        Where there are several, the episodes are sorted into a private file for each, so that each
        is read once.
        """
        groups = -(-max(self.extract.rows.get("episodes", 0), 1) // rows_at_a_time)
        of_people = [each for each in wanted if "attendances" not in each.needs]
        of_nobody = [each for each in wanted if "attendances" in each.needs]
        group_of = f"coalesce(hash(person) % {groups}, 0)"
        sorted_by_group = self.database.folder / "episodes"
        if groups > 1:
            self._run(
                f"COPY (SELECT *, {group_of} AS part FROM episodes_rows)"
                f" TO {text(sorted_by_group)} (FORMAT parquet, PARTITION_BY (part))"
            )
        for group in range(groups):
            if groups > 1:
                files = text(sorted_by_group / f"part={group}" / "*.parquet")
                self._run(
                    "CREATE OR REPLACE VIEW episodes_rows AS"
                    f" FROM read_parquet({files}, hive_partitioning = false)"
                )
            self._run(_placed("episodes"))
            causes = f"[{', '.join(CAUSES)}] AS causes"
            self._run(_placed("deaths", f"{group_of} = {group}", also=causes))
            self._scripts(of_people)
        self._scripts(of_nobody)

    def totals(self, wanted: Sequence[Derivation]) -> pd.DataFrame:
        """Add the counts up, by period and place."""
        counted = [
            (key, divided_by, each.days)
            for each in wanted
            for key, divided_by in each.indicators.items()
        ]
        columns = {"indicator": "str", "divided_by": "str", "days": "bool"}
        self.database.put(
            "indicators", pd.DataFrame(counted, columns=list(columns)).astype(columns)
        )
        self._script("totals")
        key = "indicator, kind, period, area_code, locality"
        return self.database.frame(f"FROM totals ORDER BY {key}", "adding up")

    def _scripts(self, wanted: Sequence[Derivation]) -> None:
        for name in dict.fromkeys(name for each in wanted for name in (*each.after, each.script)):
            self._script(name)

    def _script(self, name: str) -> None:
        self.database.run(script(name, without=self.without), f"counting {name}")

    def _run(self, sql: str) -> None:
        self.database.run(sql, "preparing to count")


def _placed(key: str, where: str = "true", also: str = "") -> str:
    """SQL for the view of an input's rows with the area each belongs to."""
    return (
        f"CREATE OR REPLACE TEMP VIEW {key} AS SELECT entry.*, areas.area{also and ', '}{also}"
        f" FROM {key}_rows AS entry LEFT JOIN areas ON areas.council_area = entry.council_area"
        f" AND areas.locality IS NOT DISTINCT FROM entry.locality WHERE {where}"
    )


def _settings(declared: Declaration) -> pd.DataFrame:
    pairs = [(code, setting) for setting, codes in declared.settings.items() for code in codes]
    return pd.DataFrame(pairs, columns=["location", "setting"]).astype("str")


def _months_of_periods(first: Month, last: Month) -> pd.DataFrame:
    """Every month from first to last and every year wholly between, with the months each is of.

    ``year`` is the one whose population estimate the period goes by.
    """
    rows: list[tuple[str, str, pd.Timestamp, int]] = []
    for month in months_between(first, last):
        day = pd.Timestamp(month.first_day)
        financial, calendar = FinancialYear.of(month.first_day), CalendarYear(month.year)
        rows.append((MONTH, str(month), day, financial.start))
        if _within(financial, first, last):
            rows.append((FINANCIAL_YEAR, str(financial), day, financial.start))
        if _within(calendar, first, last):
            rows.append((CALENDAR_YEAR, calendar.label, day, calendar.year))
    return pd.DataFrame(rows, columns=["kind", "period", "month", "year"])


def _within(year: FinancialYear | CalendarYear, first: Month, last: Month) -> bool:
    return first.first_day <= year.first_day and year.last_day <= last.last_day
