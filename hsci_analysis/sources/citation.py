"""What a statement cites: a table of figures, whose it is, of which release, and its hash."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Citation:
    """One table that figures were read from.

    ``table`` is its key, ``title`` and ``publisher`` are as the register has them, ``sha256`` is
    the hash of the table as read, and ``attribution`` what its licence asks to be said.
    """

    table: str
    title: str
    publisher: str
    release: str
    sha256: str
    attribution: str

    def __str__(self) -> str:
        return f"{self.title}, {self.publisher}, {self.release}"

    def broken_promises(self) -> Iterator[str]:
        for name in ("table", "title", "publisher", "release", "attribution"):
            if not getattr(self, name).strip():
                yield f"a source it cites does not say its {name}"
        if not re.fullmatch("[0-9a-f]{64}", self.sha256):
            yield "the sha256 of a source it cites is not a SHA-256 in hexadecimal"
