"""The parameters a notebook declares in its parameters cell, and values checked against them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import nbformat
import papermill

from hsci_analysis.errors import ParametersError, RunError, UnknownNameError

Value = str | int | float | bool
MARK = "secret"
"""How the comment of a parameter begins whose value is never written down."""


def _truth(text: str) -> bool:
    return {"true": True, "false": False}[text.casefold()]


TYPES: Mapping[str, tuple[Callable[[str], Value], tuple[type, ...]]] = {
    "str": (str, (str,)),
    "int": (int, (int,)),
    "float": (float, (float, int)),
    "bool": (_truth, (bool,)),
}
"""By the name of the type declared: how a text is read, and what need not be read."""


def declared_parameters(notebook: Path) -> dict[str, dict[str, Any]]:
    """By name, what papermill finds declared: type, default and comment.

    Raises
    ------
    RunError
        If the file is no notebook.
    """
    return _inspected(notebook, notebook.stat().st_mtime_ns)


def secret_parameters(notebook: Path) -> frozenset[str]:
    """The parameters whose comment begins with ``secret``."""
    declared = declared_parameters(notebook)
    return frozenset(name for name, one in declared.items() if one["help"].startswith(MARK))


def checked_parameters(notebook: Path, given: Mapping[str, Value]) -> dict[str, Value]:
    """The parameters as the types the notebook's own parameters cell declares; text is read.

    Papermill itself only logs a misspelt name and goes on with the default.

    Raises
    ------
    UnknownNameError
        If the notebook has no such parameter; with the nearest names.
    ParametersError
        If a value is not of the type declared.
    """
    declared = declared_parameters(notebook)
    for name in given:
        if name not in declared:
            raise UnknownNameError(f"parameter of {notebook.stem}", name, declared)
    return {name: _typed(value, declared[name], notebook.stem) for name, value in given.items()}


def _typed(value: Value, declared: Mapping[str, Any], notebook: str) -> Value:
    wanted = declared["inferred_type_name"]
    if wanted not in TYPES:
        raise ParametersError(
            f"the parameter {declared['name']} of {notebook} declares no type that can be given;"
            f" write one of {', '.join(TYPES)} beside it in the notebook"
        )
    read, accepted = TYPES[wanted]
    if type(value) in accepted:
        return value
    try:
        return read(value) if isinstance(value, str) else _refuse(value, declared, notebook)
    except (ValueError, KeyError):
        _refuse(value, declared, notebook)


def _refuse(value: Value, declared: Mapping[str, Any], notebook: str) -> NoReturn:
    shown = "what was given" if declared["help"].startswith(MARK) else repr(value)
    raise ParametersError(
        f"the parameter {declared['name']} of {notebook} is of type"
        f" {declared['inferred_type_name']}; {shown} is not"
    )


@cache
def _inspected(notebook: Path, modified: int) -> dict[str, dict[str, Any]]:
    """Papermill's findings, read once for each state of the file."""
    try:
        found: dict[str, dict[str, Any]] = papermill.inspect_notebook(literally(notebook))
    except nbformat.reader.NotJSONError:
        raise RunError(f"{notebook.name} is not a notebook; restore it") from None
    return found


def literally(path: Path) -> str:
    """Papermill fills in what stands between braces in a path; here nothing is meant by them."""
    return str(path).replace("{", "{{").replace("}", "}}")
