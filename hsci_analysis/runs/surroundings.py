"""What every process that runs cells starts with, whoever starts it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

# Notebooks that share a machine are slower, not faster, when each takes every core for its BLAS.
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
NEVER_USED = "rfc3987_syntax"
"""Where it can be imported, jsonschema builds a grammar of international addresses from it, which
takes longer than all else a run has to import; nothing here checks such an address."""


@contextmanager
def surroundings(folder: Path) -> Iterator[None]:
    """One thread, and no profile of a person, for the processes started meanwhile.

    IPython's profile lies in ``folder``, so that nothing of somebody's own gets into a report. A
    session's name would make a chart believe that somebody is watching.
    """
    values: dict[str, str | None] = {
        **dict.fromkeys(ONE_THREAD, "1"),
        "IPYTHONDIR": str(folder / "ipython"),
        "JPY_SESSION_NAME": None,
    }
    before = {name: os.environ.get(name) for name in values}
    set_environment(values)
    try:
        yield
    finally:
        set_environment(before)


def set_environment(values: Mapping[str, str | None]) -> None:
    """Set each of these variables, or take it away."""
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
