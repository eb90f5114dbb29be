"""The register of sources, ``data/sources.toml``: where each committed table comes from.

People write what a source is; ``hsci data snapshot`` writes what it measured: the hash of each
input, and the hash, rows and periods of the table.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import tomlkit

from hsci_analysis.errors import SourceError
from hsci_analysis.folders import data_folder
from hsci_analysis.sources.citation import Citation

UNSTATED = "not stated; another file than that of: "


@dataclass(frozen=True)
class Input:
    """One published file a table is made from.

    ``file`` lies below the folder given to ``hsci data snapshot --from``; ``sha256`` is that of
    the edition ``release`` names, empty before its first import. ``last_modified`` is when the
    portal says it last changed, for a file that was fetched.
    """

    file: str
    portal_resource_id: str
    release: str
    sha256: str = ""
    last_modified: datetime | None = None

    @property
    def release_stated(self) -> bool:
        """Whether somebody has said which release these bytes are of."""
        return not self.release.startswith(UNSTATED)


@dataclass(frozen=True)
class Source:
    """One release of one table of ours, and the published files it is made from.

    ``released`` is the first day its figures are known to have been public; ``fetched`` is when we
    fetched it, empty for the committed release. The computed fields (``rows``, ``first_period``,
    ``last_period``, ``table_sha256``) are empty before the first import; the periods stay empty
    where rows have none.
    """

    key: str
    title: str
    publisher: str
    portal_dataset: str
    portal_dataset_id: str
    licence: str
    attribution: str
    basis: str
    one_row: str
    released: date
    inputs: tuple[Input, ...]
    rows: int = 0
    first_period: str = ""
    last_period: str = ""
    table_sha256: str = ""
    fetched: datetime | None = None
    held: bool = True

    @property
    def release_name(self) -> str:
        """``2026-08-04-1a2b3c4d``: the day it was released, and the table it gives."""
        return f"{self.released}-{self.table_sha256[:8]}"

    @property
    def file(self) -> str:
        """The file the figures come from; further inputs only classify or control them."""
        return self.inputs[0].file

    @property
    def input_sha256(self) -> str:
        return self.inputs[0].sha256

    @property
    def portal_resource_id(self) -> str:
        return self.inputs[0].portal_resource_id

    @property
    def release(self) -> str:
        return self.inputs[0].release

    @property
    def citation(self) -> Citation:
        """How a statement made from this table cites it."""
        return Citation(
            table=self.key,
            title=self.title,
            publisher=self.publisher,
            release=self.release,
            sha256=self.table_sha256,
            attribution=self.attribution,
        )


@dataclass(frozen=True)
class Measured:
    """What an import learnt of one table; the hashes of its inputs are in the register's order."""

    rows: int
    first_period: str
    last_period: str
    table_sha256: str
    input_sha256: tuple[str, ...]


def register_file() -> Path:
    """Where the register lies."""
    return data_folder() / "sources.toml"


def register() -> dict[str, Source]:
    """Every source by the key of its table.

    Raises
    ------
    SourceError
        If the register is missing, is not TOML, or an entry lacks a field or has an unknown one.
    """
    return read_register(register_file())


def updated_register(measured: Mapping[str, Measured]) -> str:
    """The register's text with the computed fields of these tables; all else as people wrote it.

    Except a release that is no longer true: other bytes than the registered edition's are never
    taken for it, so that no page cites a release its figures are not of.
    """
    document = tomlkit.parse(register_file().read_text(encoding="utf-8"))
    for key, found in measured.items():
        entry = document[key]
        entry["rows"] = found.rows
        entry["first_period"] = found.first_period
        entry["last_period"] = found.last_period
        entry["table_sha256"] = found.table_sha256
        for published, sha256 in zip(entry["inputs"], found.input_sha256, strict=True):
            if published.get("sha256", "") not in ("", sha256):
                registered = published["release"].removeprefix(UNSTATED)
                published["release"] = f"{UNSTATED}{registered}"
            published["sha256"] = sha256
    return tomlkit.dumps(document)


@cache
def read_register(path: Path) -> dict[str, Source]:
    """The register in that file, read once; ``cache_clear`` after rewriting it."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
        return {key: _source(key, fields) for key, fields in entries.items()}
    except FileNotFoundError:
        raise SourceError(f"no register of sources at {path}; restore it from git") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, KeyError) as error:
        raise SourceError(
            f"{path} cannot be read as the register of sources: {error}; compare the entry with"
            " the others, or restore the file from git"
        ) from error


def _source(key: str, fields: dict[str, object]) -> Source:
    inputs = fields.pop("inputs")
    if not isinstance(inputs, list) or not inputs:
        raise TypeError(f"entry {key!r} names no input")
    if not fields.get("held", True):
        fields["released"] = date.max
    return Source(key=key, inputs=tuple(Input(**each) for each in inputs), **fields)  # type: ignore[arg-type]  # TypeError is caught by the caller
