"""A published CSV file, from its bytes to a frame of text, with every promise it breaks as a file.

Nothing is guessed: a cell stays the text that was published, so ``NA`` is the two letters that
stand for other areas and an empty cell is an empty text.
"""

from __future__ import annotations

import codecs
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from hsci_analysis.sources.csv_text import cells_of, decoded, lines_have, not_text

NAMES_TOLD = 5
LETTERS_TOLD = 40
ROW_NUMBER = "_id"


@dataclass(frozen=True)
class PublishedRows:
    """What was read of one published file.

    ``rows`` is one row a line, all text, columns named and ordered as ``header`` and without those
    that are missing; it is None when no row can be told, or a column comes more than once.
    ``header`` is the layout the file resembles most.
    ``sha256`` is empty where the file cannot be read. ``broken`` says, a line each, how the file
    differs from what its publisher promises.
    """

    rows: pd.DataFrame | None
    header: tuple[str, ...]
    sha256: str
    broken: tuple[str, ...]


def read_published(path: Path, headers: Sequence[tuple[str, ...]]) -> PublishedRows:
    """Read a published file as text and compare it with the layouts it may come in.

    Tolerated, because published files have them: a byte order mark, lines that end in one or two
    carriage returns before the newline, and the row numbers a dump of the portal's own table has
    first (``_id``). Every other departure is in ``broken``.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        return PublishedRows(None, headers[0], "", (_unreadable(path, error),))
    sha256 = hashlib.sha256(content).hexdigest()
    if not content.removeprefix(codecs.BOM_UTF8).strip():
        return PublishedRows(None, headers[0], sha256, ("the file is empty",))
    if looks_like := not_text(content):
        return PublishedRows(None, headers[0], sha256, (looks_like,))

    text, broken = decoded(content)
    if not text.endswith("\n"):
        broken.append("the last line does not end: the file is cut off")
    lines, unquoted = cells_of(text)
    broken += unquoted
    if lines[0][:1] == [ROW_NUMBER]:
        lines = [line[1:] for line in lines]
    found, cells = lines[0], lines[1:]
    header = max(headers, key=lambda names: len(set(names) & set(found)))
    if 2 * len(set(header) & set(found)) < len(header):
        first = ", ".join(header[:3])
        broken.append(f"the first line is not the header {first}, ...: was it lost?")
        return PublishedRows(None, header, sha256, tuple(broken))
    broken += _header_differences(found, header)
    ragged = [number for number, line in enumerate(cells, start=2) if len(line) != len(found)]
    if ragged:
        broken.append(
            f"{lines_have(ragged)} more or fewer cells than the {len(found)} of the header"
        )
        cells = [line for line in cells if len(line) == len(found)]
    if not cells:
        broken.append("the file has a header and no rows")
    if not cells or len(set(found)) < len(found):
        return PublishedRows(None, header, sha256, tuple(broken))
    rows = pd.DataFrame(cells, columns=pd.Index(found), dtype="str")
    there = [name for name in header if name in found]
    return PublishedRows(rows[there], header, sha256, tuple(broken))


def _unreadable(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file; --from names the folder that holds the files of the register"
    if path.is_dir():
        return "is a folder, not a file"
    return f"cannot be read: {error.strerror or type(error).__name__}"


def _header_differences(found: list[str], header: tuple[str, ...]) -> list[str]:
    repeated = [name for name, times in Counter(found).items() if times > 1 and name in header]
    missing = [name for name in header if name not in found]
    extra = [name for name in dict.fromkeys(found) if name not in header]
    differences = [f"column {name!r} comes more than once" for name in repeated]
    differences += [f"column {name!r} is missing" for name in missing]
    differences += [
        f"column {name[:LETTERS_TOLD]!r} is not one of this file's columns"
        for name in extra[:NAMES_TOLD]
    ]
    if more := len(extra[NAMES_TOLD:]):
        differences.append(f"{more} more columns are not this file's")
    in_order = [name for name in header if name in found]
    come = [name for name in dict.fromkeys(found) if name in header]
    if come != in_order:
        moved = [name for name, expected in zip(come, in_order, strict=True) if name != expected]
        differences.append(
            "columns come in another order than published: " + ", ".join(map(repr, moved))
        )
    return differences
