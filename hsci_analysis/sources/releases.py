"""The releases of each table, side by side: the committed one, and those fetched into the store.

A release in the store is a folder of its table and ``release.toml``, which holds the same facts
as an entry of the register. It is moved there whole and never changed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import tomlkit

from hsci_analysis.errors import SourceError, UnknownNameError
from hsci_analysis.folders import data_folder, store_folder
from hsci_analysis.sources.register import Input, Source, read_register, register_file

STATED = ("title", "publisher", "licence", "attribution")
MEASURED = ("released", "fetched", "rows", "first_period", "last_period", "table_sha256")


def source(key: str, as_of: date | None = None) -> Source:
    """The newest release of the table of that key, or the newest that was public on ``as_of``.

    Raises
    ------
    UnknownNameError
        With the nearest keys.
    SourceError
        If no release we hold was public by then.
    """
    held, known = releases(key), known_releases(key, as_of)
    if not held:
        raise SourceError(f"nothing of {key!r} is held; with a network, run: hsci data fetch {key}")
    if not known:
        raise SourceError(
            f"no release of {key!r} that we hold was public on {as_of}; the oldest is of"
            f" {held[0].released}"
        )
    return known[-1]


def releases(key: str) -> tuple[Source, ...]:
    """Every release held of the table of that key, oldest first; none where nothing is held."""
    return _read(key, register_file(), store_folder())


def held_sources() -> tuple[Source, ...]:
    """The newest release of every table of which one is held, in the order of the register."""
    return _newest(register_file(), store_folder())


def known_releases(key: str, as_of: date | None = None) -> tuple[Source, ...]:
    """Those of them that were public on ``as_of``; all of them without."""
    return tuple(each for each in releases(key) if as_of is None or each.released <= as_of)


def registered(key: str) -> Source:
    """The register's own entry of that key, held or not; raises UnknownNameError for others."""
    entries = read_register(register_file())
    if key not in entries:
        raise UnknownNameError("table", key, entries)
    return entries[key]


def described(key: str) -> Source:
    """The newest release; where nothing is held, the register's description of the source."""
    return source(key) if releases(key) else registered(key)


def release(key: str, name: str) -> Source:
    """The release whose name is, or alone begins with, that one."""
    held = releases(key)
    found = [each for each in held if each.release_name.startswith(name)]
    if len(found) != 1:
        raise UnknownNameError(f"release of {key}", name, [each.release_name for each in held])
    return found[0]


def table_file(release: Source) -> Path:
    """Where the table of that release lies."""
    if release.fetched is None:
        return data_folder() / "snapshot" / f"{release.key}.parquet"
    return store_folder() / release.key / release.release_name / "table.parquet"


def written(release: Source) -> str:
    """The text of ``release.toml``; what the register says of every release is left to it."""
    entry = registered(release.key)
    facts = {name: getattr(release, name) for name in MEASURED}
    facts |= {
        name: stated
        for name in STATED
        if (stated := getattr(release, name)) != getattr(entry, name)
    }
    inputs = [
        {name: fact for name, fact in asdict(each).items() if fact is not None}
        for each in release.inputs
    ]
    return tomlkit.dumps(facts | {"inputs": inputs})


def seen_on_portal(key: str) -> dict[str, dict[str, object]]:
    """By resource id, ``last_modified`` and ``sha256`` of the file fetched last, if any was."""
    path = store_folder() / key / "portal.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"{path} cannot be read: {error}; delete it and run again") from error


def note_seen(key: str, inputs: tuple[Input, ...], beside: Path) -> None:
    """Remember what the portal had, so that the same is not fetched again."""
    seen: Mapping[str, Mapping[str, object]] = {
        each.portal_resource_id: {"last_modified": each.last_modified, "sha256": each.sha256}
        for each in inputs
    }
    whole = beside / f"{key}.portal.toml"
    whole.write_text(tomlkit.dumps(seen), encoding="utf-8")
    whole.replace(store_folder() / key / "portal.toml")


def forget() -> None:
    """Read the register and the store anew when next asked: one of them has changed."""
    read_register.cache_clear()
    _read.cache_clear()
    _newest.cache_clear()


@cache
def _newest(register_path: Path, store: Path) -> tuple[Source, ...]:
    held = (_read(key, register_path, store) for key in read_register(register_path))
    return tuple(each[-1] for each in held if each)


@cache
def _read(key: str, register_path: Path, store: Path) -> tuple[Source, ...]:
    entries = read_register(register_path)
    if key not in entries:
        raise UnknownNameError("table", key, entries)
    fetched = [_stored(path, entries[key]) for path in (store / key).glob("[!.]*/release.toml")]
    committed = [entries[key]] if entries[key].held else []
    committed_first = datetime.min.replace(tzinfo=UTC)
    return tuple(
        sorted(
            [*committed, *fetched],
            key=lambda each: (each.released, each.fetched or committed_first),
        )
    )


def _stored(path: Path, entry: Source) -> Source:
    try:
        fields = tomllib.loads(path.read_text(encoding="utf-8"))
        inputs = tuple(Input(**each) for each in fields.pop("inputs"))
        return replace(entry, held=True, inputs=inputs, **fields)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, KeyError) as error:
        raise SourceError(
            f"{path} cannot be read as a release: {error}; delete its folder and run:"
            " hsci data fetch, or import its file again"
        ) from error
