"""The findings as open data: one tidy CSV, a data dictionary, and metadata a program can read.

The metadata are those of "CSV on the Web", a recommendation of the World Wide Web Consortium.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hsci_analysis.findings.finding import Finding
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.findings.numerals import write_figure
from hsci_analysis.reports.neutral import neutral

TABLE, DICTIONARY = "findings.csv", "findings-data-dictionary.csv"
METADATA = f"{TABLE}-metadata.json"
Cell = str | float | int | None


@dataclass(frozen=True)
class Column:
    """One column: what it is called and holds, and how it is read off a finding."""

    name: str
    datatype: str
    description: str
    of: Callable[[Finding], Cell]


def _listed(texts: Sequence[str]) -> str:
    return "; ".join(dict.fromkeys(texts))


COLUMNS: tuple[Column, ...] = (
    Column("id", "string", "the finding's own name, the same in every run", lambda f: f.id),
    Column(
        "measure", "string", "number of the indicator or key of the measure", lambda f: f.measure
    ),
    Column("measure_title", "string", "its official title", lambda f: f.measure_title),
    Column("people", "string", "who is counted", lambda f: f.people),
    Column("area_code", "string", "nine-character code of the area", lambda f: f.area_code),
    Column("area", "string", "name of the area", lambda f: f.area),
    Column("basis", "string", "by what people belong to the area", lambda f: f.basis),
    Column("period", "string", "period of the value, as it is printed", lambda f: f.period),
    Column("first_month", "gYearMonth", "first month of the value", lambda f: _month(f, "first")),
    Column("last_month", "gYearMonth", "last month of the value", lambda f: _month(f, "last")),
    Column("kind", "string", "level, change, or comparison with Scotland", lambda f: f.kind),
    Column("verdict", "string", "what the figures allow to be said", lambda f: f.verdict),
    Column(
        "value", "number", "the value as computed; empty where there is none", lambda f: f.value
    ),
    Column("written", "string", "the value as the report writes it", lambda f: _written(f)),
    Column("unit", "string", "unit of value, limits and comparator_value", lambda f: f.unit),
    Column("lower", "number", "lower limit", lambda f: f.lower),
    Column("upper", "number", "upper limit", lambda f: f.upper),
    Column(
        "limits_of",
        "string",
        "what the limits are limits of",
        lambda f: f.interval.kind if f.interval else None,
    ),
    Column(
        "comparator",
        "string",
        "what the value is held against",
        lambda f: f.comparator.name if f.comparator else None,
    ),
    Column(
        "comparator_period",
        "string",
        "period of the comparator",
        lambda f: f.comparator.period if f.comparator else None,
    ),
    Column(
        "comparator_value",
        "number",
        "value of the comparator",
        lambda f: f.comparator.value if f.comparator else None,
    ),
    Column(
        "difference",
        "number",
        "value less comparator_value, in difference_unit",
        lambda f: f.comparator.difference if f.comparator else None,
    ),
    Column(
        "difference_unit",
        "string",
        "unit of the difference",
        lambda f: f.comparator.unit if f.comparator else None,
    ),
    Column("better", "string", "which way is better for people", lambda f: f.better),
    Column("reason", "string", "why there is no value or no verdict", lambda f: f.reason or None),
    Column(
        "cautions", "string", "what must be told with it", lambda f: _listed(f.cautions) or None
    ),
    Column("method", "string", "how it was arrived at", lambda f: f.evidence.method),
    Column(
        "sources",
        "string",
        "the published tables it rests on",
        lambda f: _listed([each.title for each in f.evidence.sources]) or None,
    ),
    Column(
        "attribution",
        "string",
        "what the licences ask to be said",
        lambda f: _listed([each.attribution for each in f.evidence.sources]) or None,
    ),
)


def write_open_data(ledger: Ledger, folder: Path, *, title: str) -> dict[str, Path]:
    """Write the table of all findings, its dictionary and its metadata; returns them by name.

    No text begins a formula in a spreadsheet, and numbers are as computed.
    """
    paths = {name: folder / name for name in (TABLE, DICTIONARY, METADATA)}
    table, dictionary, metadata = paths.values()
    names = [column.name for column in COLUMNS]
    _write(table, [names, *([_cell(c.of(f)) for c in COLUMNS] for f in ledger.findings)])
    described = [[each.name, each.datatype, each.description] for each in COLUMNS]
    _write(dictionary, [["column", "datatype", "description"], *described])
    text = json.dumps(_metadata(title), indent=2, ensure_ascii=False)
    metadata.write_text(f"{text}\n", encoding="utf-8")
    return paths


def _metadata(title: str) -> dict[str, object]:
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": TABLE,
        "dc:title": title,
        "dc:description": "One row a finding; the columns are described one by one.",
        "dialect": {"header": True, "encoding": "utf-8"},
        "tableSchema": {
            "columns": [
                {
                    "name": column.name,
                    "titles": column.name,
                    "datatype": column.datatype,
                    "dc:description": column.description,
                }
                for column in COLUMNS
            ],
            "primaryKey": "id",
        },
    }


def _cell(value: Cell) -> str | float | int:
    if value is None:
        return ""
    return neutral(str(value)) if isinstance(value, str) else value


def _written(finding: Finding) -> str | None:
    return None if finding.value is None else write_figure(finding.value, finding.decimals)


def _month(finding: Finding, end: str) -> str | None:
    month = getattr(finding.evidence, f"{end}_month")
    return str(month) if month else None


def _write(path: Path, rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows(rows)
