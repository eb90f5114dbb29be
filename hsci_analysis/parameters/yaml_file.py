"""Reads a YAML file of settings, and refuses what YAML would change without a word."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from hsci_analysis.errors import ParametersError
from hsci_analysis.folders import parameters_folder

PLAIN_BOOLEANS = ("true", "false")
# What an unquoted text silently becomes in YAML 1.1, as a reader would call it.
SURPRISES = {
    "tag:yaml.org,2002:timestamp": "a date",
    "tag:yaml.org,2002:bool": "true or false",
    "tag:yaml.org,2002:int": "a whole number",
    "tag:yaml.org,2002:float": "a number",
}


def read_settings(path: Path) -> dict[str, Any]:
    """The mapping that one YAML file holds.

    Raises
    ------
    ParametersError
        If the file is missing, is not UTF-8 text or not YAML, does not hold a mapping, gives a key
        twice (YAML would keep the last), or leaves unquoted a text that YAML takes for something
        else (``2020-02-01`` for a date, ``no`` for false, ``1:30`` for 90). All are listed at once.
    """
    return settings_of(path, read_text(path))


def read_text(path: Path) -> str:
    """The text of a file people write; raises ParametersError where it is none."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ParametersError(f"{label(path)} is missing; every report needs it") from None
    except OSError as error:
        raise ParametersError(
            f"{label(path)} cannot be read ({error.strerror}); restore it from git"
        ) from None
    except UnicodeDecodeError as error:
        raise ParametersError(
            f"{label(path)} is not UTF-8 text (byte {error.start + 1}); save it as UTF-8"
        ) from None


def settings_of(path: Path, text: str) -> dict[str, Any]:
    """The mapping that this YAML of that file holds; refused as by ``read_settings``."""
    try:
        loader = _StrictLoader(text)
        settings = loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ParametersError(
            f"{label(path)} is not YAML: line {line}: {error.problem}; correct that line"
        ) from None
    except yaml.reader.ReaderError as error:
        raise ParametersError(
            f"{label(path)} is not YAML: character {error.position + 1} is U+{error.character:04X};"
            " YAML allows no such character, take it out"
        ) from None
    except (ValueError, RecursionError) as error:
        deep = isinstance(error, RecursionError)
        reason = "it is nested too deeply" if deep else "a value is not of the type it is tagged as"
        raise ParametersError(
            f"{label(path)} is not a file of settings: {reason}; correct the file"
        ) from None
    refuse(path, loader.broken)
    if not isinstance(settings, dict):
        raise ParametersError(f"{label(path)} should hold lines of 'key: value', and holds none")
    return settings


def label(path: Path) -> str:
    """The file as a reader finds it: below ``parameters/``, never where this machine keeps it."""
    folder = parameters_folder()
    inside = path.relative_to(folder) if path.is_relative_to(folder) else Path(path.name)
    return f"parameters/{inside.as_posix()}"


def refuse(path: Path, broken: list[str]) -> None:
    """Raise one ParametersError that lists what is broken in a file; nothing broken, no error."""
    if broken:
        listed = "\n".join(f"  - {promise}" for promise in broken)
        raise ParametersError(f"{label(path)} is refused:\n{listed}\nCorrect the file, run again.")


class _StrictLoader(yaml.SafeLoader):
    """The safe loader, keeping a list of what it would have changed silently."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.broken: list[str] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = Counter(key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode))
        for key, times in keys.items():
            if times > 1:
                self.broken.append(
                    f"line {_line(node)}: the key {key!r} is given {times} times; keep one"
                )
        mapping = super().construct_mapping(node, deep=deep)
        self.broken += [
            f"line {_line(node)}: the key {key!r} is not text; put it in quotes if it is meant"
            for key in mapping
            if not isinstance(key, str)
        ]
        return mapping

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        plain = isinstance(node, yaml.ScalarNode) and node.style is None
        if plain and _surprising(node.tag, node.value):
            self.broken.append(
                f"line {_line(node)}: YAML takes the unquoted {node.value} for"
                f" {SURPRISES[node.tag]}; put it in quotes if it is text"
            )
            return node.value
        return super().construct_object(node, deep=deep)


def _surprising(tag: str, written: str) -> bool:
    if tag.endswith(":bool"):
        return written not in PLAIN_BOOLEANS
    if tag.endswith((":int", ":float")):
        # 1:30 is read in base 60, 1_000 without its mark, 010 in base 8.
        digits = written.lstrip("+-")
        return not digits.replace(".", "", 1).isdecimal() or (
            digits.startswith("0") and digits[1:2].isdecimal()
        )
    return tag in SURPRISES


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
