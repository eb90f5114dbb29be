"""The indicators of a partnership as an accessible spreadsheet.

Made as the Analysis Function asks of published spreadsheets: a cover, a table of contents, notes,
then one table a sheet with one header row, no blank cell, and the marks explained.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

import gptables  # type: ignore[import-untyped]
import pandas as pd

from hsci_analysis.areas import Partnership, find_partnership
from hsci_analysis.errors import RunError
from hsci_analysis.indicators.change import SIMILAR_WITHIN
from hsci_analysis.indicators.comparison import Comparison, compare
from hsci_analysis.indicators.outcomes import EDINBURGH_2022_23, OutcomeMapping
from hsci_analysis.indicators.published import newest_release
from hsci_analysis.indicators.registry import INDICATORS, RELATED
from hsci_analysis.indicators.six_year_table import SixYearTable, six_year_table
from hsci_analysis.narrative.changes import change_table
from hsci_analysis.narrative.comparisons import comparison_table
from hsci_analysis.narrative.six_years import six_years
from hsci_analysis.narrative.tables import Table
from hsci_analysis.periods import FinancialYear
from hsci_analysis.reports.neutral import neutral, neutral_frame
from hsci_analysis.reports.watermark import DRAFT, NOT_SIGNED
from hsci_analysis.sources.releases import held_sources

LANGUAGE = "en-GB"
NO_NUMBER = "[z]"
NO_TEXT = "none"
LEGENDS = {
    "Figures": (f"{NO_NUMBER} no number: status and reason say why, or none is held",),
}
UNITS = {"%": "per cent", "£": "pounds"}
"""A cell of signs alone is read out as nothing."""
TEXT_AS_IT_IS = {"strings_to_formulas": False, "strings_to_urls": False}
"""No text is ever read as a formula or a link."""
NARROWEST, WIDEST = 12, 60
PROPERTIES = "docProps/core.xml"


@dataclass(frozen=True)
class IndicatorWorkbook:
    """All that stands in the spreadsheet of one partnership and year."""

    table: SixYearTable
    related: SixYearTable
    comparisons: Sequence[Comparison]
    outcomes: OutcomeMapping = EDINBURGH_2022_23
    similar_within: float = SIMILAR_WITHIN
    draft: bool = False

    def write(self, path: Path) -> None:
        """Write the spreadsheet to ``path``, whole or not at all.

        Raises
        ------
        RunError
            If it cannot be written; what was there is left as it was.
        """
        made, aside = (path.with_name(f".{path.name}.{what}") for what in ("made", "new"))
        try:
            try:
                self._make(made)
                _with_language(made, aside)
                aside.replace(path)
            finally:
                made.unlink(missing_ok=True)
                aside.unlink(missing_ok=True)
        except OSError as error:
            raise RunError(
                f"{path.name} cannot be written ({error.strerror or error}); name a file in a "
                "folder that is there and may be written to"
            ) from error

    def _make(self, path: Path) -> None:
        frames = {name: neutral_frame(frame) for name, frame in self._frames().items()}
        book = gptables.produce_workbook(
            filename=str(path),
            sheets={name: self._sheet(name, frame) for name, frame in frames.items()},
            cover=self._cover(),
            contentsheet_options={"title": "Contents"},
            notes_table=self._notes(),
            notesheet_options={"title": "Notes"},
            workbook_options=TEXT_AS_IT_IS,
        )
        for name, frame in frames.items():
            for place, width in enumerate(_widths(frame)):
                book.get_worksheet_by_name(name).set_column(place, place, width)
        # Dated by its figures, so that the same figures always give the same file.
        created = datetime.combine(newest_release(), time())
        book.set_properties({"title": self._title, "created": created})
        path.touch()  # where that cannot be done the writer raises an error of its own
        book.close()

    @property
    def _title(self) -> str:
        title = f"Indicators of {self.table.area.in_text}, {self.table.year}"
        return f"{DRAFT}. {title}" if self.draft else title

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {
            "Six years": six_years(self.table, short=True),
            "Change": change_table(self.table, similar_within=self.similar_within),
            "Comparison": comparison_table(self.comparisons),
            "Related": six_years(self.related, short=True),
        }

    def _frames(self) -> dict[str, pd.DataFrame]:
        shown = {name: pd.DataFrame(t.rows, columns=t.columns) for name, t in self._tables.items()}
        six = shown.pop("Six years")
        six.insert(1, "Outcomes", [self._outcomes(row.indicator.key) for row in self.table.rows])
        six["Indicator"] += [
            "".join(f" $${self._references[note]}$$" for note in row.footnotes)
            for row in self.table.rows
        ]
        # Where nothing changed that has a figure, or nothing can be compared, there is no sheet.
        shown = {name: frame for name, frame in shown.items() if len(frame)}
        return {"Six years": six, "Figures": self._figures(), **shown}

    def _outcomes(self, key: str) -> str:
        return ", ".join(str(each.number) for each in self.outcomes.outcomes(key)) or NO_TEXT

    def _figures(self) -> pd.DataFrame:
        """Every cell as a row: numbers are numbers, and no cell is blank."""
        frame = self.table.frame
        cells = [cell for row in self.table.rows for cell in row.cells]
        figures = [cell.figure for cell in cells]
        frame["unit"] = frame["unit"].replace(UNITS)
        frame["limits"] = [f.limits_method or "" if f else "" for f in figures]
        frame["population"] = [f.denominator_vintage if f else "" for f in figures]
        frame["notes"] = [" ".join(f.notes) if f else "" for f in figures]
        for name in frame.columns:
            if pd.api.types.is_numeric_dtype(frame[name]):
                frame[name] = frame[name].astype(object).where(frame[name].notna(), NO_NUMBER)
            else:
                frame[name] = frame[name].astype(object).replace("", NO_TEXT)
        return frame

    @cached_property
    def _references(self) -> dict[str, str]:
        """A short name for each note of the six-year table, in the order they are met."""
        notes = dict.fromkeys(note for row in self.table.rows for note in row.footnotes)
        return {note: f"note{number}" for number, note in enumerate(notes, start=1)}

    def _notes(self) -> pd.DataFrame:
        return pd.DataFrame(
            [(name, neutral(note)) for note, name in self._references.items()],
            columns=["Note reference", "Note"],
        )

    def _sheet(self, name: str, frame: pd.DataFrame) -> Any:
        table = self._tables.get(name)
        title = table.caption if table else f"{self.table.area}: every figure, with its source"
        legend = LEGENDS.get(name) or self._legend(name)
        return gptables.GPTable(
            table=frame,
            table_name=name.casefold().replace(" ", "_"),
            title=neutral(title),
            instructions="This worksheet contains one table, with one header row.",
            legend=[neutral(line) for line in legend],
            index_columns={2: 0},
            additional_formatting=[
                {
                    "column": {
                        "columns": list(range(frame.shape[1])),
                        "format": {"text_wrap": True, "valign": "top"},
                    }
                }
            ],
        )

    def _legend(self, name: str) -> Sequence[str]:
        """The marks and what else must be known; the notes of the six-year table are a sheet."""
        notes = self._tables[name].notes
        return notes[:2] if name == "Six years" else notes

    def _cover(self) -> Any:
        released = newest_release()
        return gptables.Cover(
            title=neutral(self._title),
            intro=[
                *[NOT_SIGNED] * self.draft,
                "The 23 core integration indicators and the six of the Ministerial Strategic "
                f"Group, for {self.table.year} and the five years before.",
                "These are not official statistics. They are what this workbench holds or works "
                "out; each figure has its source and release.",
            ],
            about=[
                f"Outcomes are numbered {self.outcomes.name} ({self.outcomes.source}).",
                f"The newest figures held were released on {released.day} {released:%B %Y}.",
                *dict.fromkeys(each.attribution for each in held_sources()),
            ],
        )


def indicator_workbook(
    partnership: str | Partnership,
    year: str | FinancialYear,
    *,
    outcomes: OutcomeMapping = EDINBURGH_2022_23,
    similar_within: float = SIMILAR_WITHIN,
    draft: bool = False,
) -> IndicatorWorkbook:
    """All 29 indicators of a partnership, what changed, how it stands, and related figures.

    Its cover says so where it is a ``draft``.
    """
    place = partnership if isinstance(partnership, Partnership) else find_partnership(partnership)
    table = six_year_table(place, year)
    return IndicatorWorkbook(
        table,
        six_year_table(place, table.year, among=RELATED),
        [compare(indicator, place, table.year) for indicator in INDICATORS.values()],
        outcomes,
        similar_within,
        draft,
    )


def _widths(frame: pd.DataFrame) -> list[int]:
    longest = (
        max(map(len, map(str, [name, *frame[name]])), default=NARROWEST) for name in frame.columns
    )
    return [min(max(NARROWEST, length + 2), WIDEST) for length in longest]


def _with_language(made: Path, path: Path) -> None:
    """Copy a workbook, telling readers of the screen in which language it is to be read.

    The writer has no setting for it.
    """
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == PROPERTIES:
                end, language = b"</cp:coreProperties>", f"<dc:language>{LANGUAGE}</dc:language>"
                content = content.replace(end, language.encode() + end)
            new.writestr(entry, content)
