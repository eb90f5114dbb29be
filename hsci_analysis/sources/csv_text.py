"""A CSV file from its bytes to cells of text, with what is wrong with it as text, a line each."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

LINES_NAMED = 5
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
NOT_TEXT = (
    (b"\x1f\x8b", "compressed with gzip: unpack it"),
    (b"PK\x03\x04", "a zip archive or a spreadsheet: take the CSV file from it"),
    (codecs.BOM_UTF32_LE, "text in UTF-32, not in UTF-8"),
    (codecs.BOM_UTF32_BE, "text in UTF-32, not in UTF-8"),
    (codecs.BOM_UTF16_LE, "text in UTF-16, not in UTF-8"),
    (codecs.BOM_UTF16_BE, "text in UTF-16, not in UTF-8"),
)


def not_text(content: bytes) -> str:
    """What the bytes seem to be, where they are no text in UTF-8; else nothing."""
    for beginning, looks_like in NOT_TEXT:
        if content.startswith(beginning):
            return f"the file seems to be {looks_like}"
    if b"\0" in content:
        return "the file holds NUL bytes: it is no text in UTF-8, or was damaged"
    return ""


def decoded(content: bytes) -> tuple[str, list[str]]:
    """The text, its line ends made one, and a line that tells of bytes that are not UTF-8."""
    broken = []
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        wrong: dict[int, int] = {}
        for number, line in enumerate(content.split(b"\n"), start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                wrong[number] = line[error.start]
        found = ", ".join(f"0x{byte:02X}" for byte in sorted(set(wrong.values())))
        broken.append(
            f"{lines_have(list(wrong))} bytes that are not UTF-8 ({found}): probably saved as"
            " cp1252"
        )
        text = content.decode("utf-8-sig", errors="replace")
    return re.sub(r"\r+\n", "\n", text), broken


def separator_of(text: str) -> str:
    """What separates cells: whichever of comma, semicolon and tab cuts most lines alike."""

    def cut_alike(separator: str) -> int:
        widths = Counter(len(line) - 1 for line in cells_of(text, separator)[0])
        return max(width * lines for width, lines in widths.items())

    return max(SEPARATORS, key=cut_alike)


def cells_of(text: str, separator: str = ",") -> tuple[list[list[str]], list[str]]:
    """The cells of each line, as far as the text can be read as CSV, and what stopped it."""
    lines: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        lines.extend(reader)
    except csv.Error as error:
        return lines or [[]], [f"line {reader.line_num} cannot be read as CSV: {error}"]
    return lines, []


def lines_have(numbers: list[int]) -> str:
    """``line 3 has``, ``7 lines (3, 5, ...) have``."""
    named = ", ".join(str(number) for number in numbers[:LINES_NAMED])
    more = ", ..." if len(numbers) > LINES_NAMED else ""
    return (
        f"line {named} has" if len(numbers) == 1 else f"{len(numbers)} lines ({named}{more}) have"
    )
