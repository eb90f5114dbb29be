"""The rules of the indicators, each a marked line in a readable file of SQL."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

SQL: Final = Path(__file__).with_name("sql")
MARKED = re.compile(
    r"^(?P<sql>.*?)\s*-- rule: (?P<rule>[^|]+?)(?:\s*\|\s*without: (?P<without>.*))?$"
)


def script(name: str, *, without: str = "") -> str:
    """The SQL of ``sql/<name>.sql``; of a rule it is ``without``, every line as if it did not hold.

    A rule is a line that ends in ``-- rule: NAME``. Without the rule the line is what follows
    ``| without:``, or nothing.
    """
    lines = (SQL / f"{name}.sql").read_text(encoding="utf-8").splitlines()
    return "\n".join(_line(line, without) for line in lines) + "\n"


def rules() -> tuple[tuple[str, str], ...]:
    """Every rule there is, by the file it stands in and its name, in their order."""
    found = (
        (file.stem, match["rule"])
        for file in sorted(SQL.glob("*.sql"))
        for match in map(MARKED.match, file.read_text(encoding="utf-8").splitlines())
        if match and (match["sql"].strip() or match["without"])
    )
    return tuple(dict.fromkeys(found))


def _line(line: str, without: str) -> str:
    match = MARKED.match(line)
    if match is None or match["rule"] != without:
        return line
    return match["without"] or ""
