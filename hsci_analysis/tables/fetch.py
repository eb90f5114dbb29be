"""Fetching what the portal publishes now: a new release of each table, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

from hsci_analysis.errors import HsciError, SourceError, TableError, UnknownNameError
from hsci_analysis.folders import store_folder
from hsci_analysis.sources import releases, source
from hsci_analysis.sources.portal import Portal, Resource
from hsci_analysis.sources.register import Input, Source
from hsci_analysis.sources.releases import described, note_seen, seen_on_portal
from hsci_analysis.tables.new_release import add_release, beside_the_store
from hsci_analysis.tables.not_held import NOT_HELD
from hsci_analysis.tables.snapshot import TABLES, import_table
from hsci_analysis.tables.table import Table

AT_ONCE = 4
TO_FETCH = (*TABLES, *NOT_HELD)
REMEDY = (
    "No release was added; the ones held stay in use. Where the publisher has changed the file,"
    " change its description in hsci_analysis/tables/."
)


@dataclass(frozen=True)
class Outcome:
    """What became of one table: ``said`` in a line, or the failure that kept it as it was."""

    key: str
    said: str
    failure: HsciError | None = None


def fetch(keys: Sequence[str] = (), portal: Portal | None = None) -> Iterator[Outcome]:
    """Fetch a new release of each of these tables, or of all, where the portal has one.

    Downloads run a few at once; one that fails does not stop the others. A release passes the
    same checks as the snapshot, beside the store, and is moved there last.

    Yields
    ------
    Outcome
        One for each table, as it is done.

    Raises
    ------
    UnknownNameError
        Before anything is asked for, if there is no such table.
    """
    tables = {table.key: table for table in TO_FETCH}
    for key in keys:
        if key not in tables:
            raise UnknownNameError("table", key, tables)
    asked = portal or Portal()
    with beside_the_store() as beside:
        threads = ThreadPoolExecutor(AT_ONCE)
        try:
            downloads = {}
            for key in dict.fromkeys(keys) or tables:
                if not all(each.portal_resource_id for each in described(key).inputs):
                    yield Outcome(key, "not on the portal")
                    continue
                folder = beside / key
                folder.mkdir()
                downloads[threads.submit(_download, asked, key, folder)] = tables[key]
            for done in as_completed(downloads):
                table = downloads[done]
                try:
                    inputs = done.result()
                    said = _keep(table, inputs, beside) if inputs else "unchanged"
                    yield Outcome(table.key, said)
                except HsciError as failure:
                    yield Outcome(table.key, "failed", failure)
                except OSError as error:
                    unwritten = SourceError(f"{table.key} could not be written: {error.strerror}")
                    yield Outcome(table.key, "failed", unwritten)
        finally:
            # Whoever stops waiting does not wait for downloads that have not begun.
            threads.shutdown(cancel_futures=True)


def _download(portal: Portal, key: str, folder: Path) -> tuple[Input, ...]:
    """Download what a table is made from; nothing if we have a release of just that."""
    ids = [each.portal_resource_id for each in described(key).inputs]
    resources = {each: portal.resource(each) for each in dict.fromkeys(ids)}
    if len({resource.file for resource in resources.values()}) < len(resources):
        # Two of its files may have one name, and neither may take the other's place.
        resources = {
            each: replace(resource, file=f"{each}-{resource.file}")
            for each, resource in resources.items()
        }
    seen = seen_on_portal(key)
    if all(
        seen.get(each, {}).get("last_modified") == resource.last_modified
        for each, resource in resources.items()
    ) and _held(key, [str(seen[each]["sha256"]) for each in ids]):
        return ()
    sha256 = {
        each: portal.download(resource, folder / resource.file)
        for each, resource in resources.items()
    }
    return tuple(_input(resources[each], sha256[each]) for each in ids)


def _input(resource: Resource, sha256: str) -> Input:
    changed = resource.last_modified
    return Input(
        file=resource.file,
        portal_resource_id=resource.id,
        release=f"{resource.file} of {changed.day} {changed:%B %Y}",
        sha256=sha256,
        last_modified=changed,
    )


def _keep(table: Table, inputs: tuple[Input, ...], beside: Path) -> str:
    """Add the release made from the downloaded files, unless we hold it; says what was done."""
    entry = described(table.key)
    if _held(table.key, [each.sha256 for each in inputs]):
        (store_folder() / table.key).mkdir(exist_ok=True)
        note_seen(table.key, inputs, beside)
        return "unchanged: the same bytes as the release held"
    imported = import_table(table, beside / table.key, replace(entry, inputs=inputs))
    if imported.broken:
        raise TableError(f"{table.key} as fetched", imported.broken, REMEDY)
    new = replace(
        entry,
        inputs=inputs,
        released=max(each.last_modified for each in inputs if each.last_modified).date(),
    )
    new, added = add_release(table, imported, new, beside)
    if not added:
        return f"unchanged: the same table as release {new.release_name}"
    note_seen(table.key, inputs, beside)
    return _told(new)


def _told(new: Source) -> str:
    periods = f", {new.first_period} to {new.last_period}" if new.first_period else ""
    used = source(new.key)
    older = "" if used == new else f"; older than {used.release_name}, which stays in use"
    return f"release {new.release_name}: {new.rows:,} rows{periods}{older}"


def _held(key: str, sha256: list[str]) -> bool:
    return any([each.sha256 for each in held.inputs] == sha256 for held in releases(key))
