"""Every failure we explain to a person, each with the exit code a scheduler can act on.

    HsciError                 1   the root; never raised itself
    ├── UnknownNameError     10   no such partnership, measure, notebook or parameter
    ├── ParametersError      11   a parameter or a parameter file breaks its promise
    ├── SourceError          12   a published file, or its entry in the register, cannot be used
    ├── TableError           13   a table breaks its contract
    ├── SeriesError          14   a series has a gap, or cannot answer what was asked
    ├── FindingError         15   a statement lacks what it must rest on
    └── RunError             16   a notebook did not run, or its report could not be written

Anything else that is raised is a bug and keeps its traceback.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

LISTED_IN_FULL = 6


class HsciError(Exception):
    """A failure whose message says which thing, what was expected and what came, and what to do."""

    exit_code: int = 1


class UnknownNameError(HsciError):
    """A name that is not one of the known ones; the message offers the nearest.

    Parameters
    ----------
    kind
        What was looked for, as a reader would call it: "partnership", "measure".
    name
        What was asked for.
    known
        All the names that would have been accepted.
    instead
        What the name is, where it is known as something else.
    """

    exit_code = 10

    def __init__(self, kind: str, name: str, known: Iterable[str], *, instead: str = "") -> None:
        self.kind, self.name, self.known = kind, name, tuple(known)
        super().__init__(f"no {kind} called {name!r}; {instead or self._offer()}")

    @property
    def nearest(self) -> tuple[str, ...]:
        """Up to three known names that resemble the one asked for, best first."""
        by_folded = {known.casefold(): known for known in self.known}
        close = difflib.get_close_matches(self.name.casefold(), by_folded, n=3, cutoff=0.5)
        return tuple(by_folded[folded] for folded in close)

    def _offer(self) -> str:
        if self.nearest:
            return "did you mean " + " or ".join(repr(name) for name in self.nearest) + "?"
        if len(self.known) <= LISTED_IN_FULL:
            return "there is " + (", ".join(repr(name) for name in self.known) or "none")
        return f"nothing resembles it among the {len(self.known)} there are"


class ParametersError(HsciError):
    exit_code = 11


def check_type(what: str, value: object, wanted: type | tuple[type, ...], give: str) -> None:
    """Raise ParametersError where an argument is of no type wanted; ``give`` says what to give."""
    if not isinstance(value, wanted):
        came = "nothing" if value is None else f"a value of type {type(value).__name__}"
        raise ParametersError(f"{what} should be {give}, and {came} came")


class SourceError(HsciError):
    exit_code = 12


class TableError(HsciError):
    """A table that breaks its contract: every broken promise at once.

    Parameters
    ----------
    name
        The file or table.
    broken
        One line for each broken promise: which column, how many rows, what was expected.
    remedy
        What the reader should do.
    """

    exit_code = 13

    def __init__(self, name: str, broken: Iterable[str], remedy: str) -> None:
        self.name, self.broken = name, tuple(broken)
        listed = "\n".join(f"  - {promise}" for promise in self.broken)
        super().__init__(f"{name} is refused:\n{listed}\n{remedy}")


class SeriesError(HsciError):
    exit_code = 14


class FindingError(HsciError):
    exit_code = 15


class RunError(HsciError):
    exit_code = 16
