"""The open-data portal: what file a resource is now, and that file, fetched politely and whole."""

from __future__ import annotations

import csv
import hashlib
import json
import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

import requests
import stamina

from hsci_analysis.errors import SourceError

PORTAL = "https://www.opendata.nhs.scot"
ATTEMPTS = 4
NOT_FOUND = 404
TOO_MANY_REQUESTS = 429
SERVERS_FAULT = 500
CHUNK = 1 << 16
LONGEST_NAME = 120
WORDS_OF_AN_ERROR = 300
BREAKS_OFF = (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError)
Answer = TypeVar("Answer")

# Where nobody set logging up, each retry would else be one bare word on the screen.
logging.getLogger("stamina").addHandler(logging.NullHandler())


@dataclass(frozen=True)
class Resource:
    """What the portal publishes now under an id that stays: its file, and when that last changed.

    ``dumped`` says that no file is published, and the portal's own table is fetched instead.
    """

    id: str
    url: str
    file: str
    last_modified: datetime
    dumped: bool = False


class Portal:
    """A client of the portal's CKAN interface; ``HSCI_PORTAL`` names another portal.

    Requests to a host begin at least ``spacing`` seconds apart, from however many threads. What
    may pass (no connection, no answer in time, an answer that breaks off, a server's fault, too
    many requests) is tried again with back-off; a request the portal refuses is not.

    Every failure is a SourceError that says what was asked for and what came.
    """

    def __init__(self, *, spacing: float = 1.0, timeout: tuple[float, float] = (10, 60)) -> None:
        self.base = (os.environ.get("HSCI_PORTAL") or PORTAL).rstrip("/")
        self._spacing, self._timeout = spacing, timeout
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"hsci-analysis/{version('hsci-analysis')}"
        self._next_turn: dict[str, float] = {}
        self._turns = threading.Lock()

    def resource(self, resource_id: str) -> Resource:
        """What the portal publishes under that id now."""
        what = f"resource {resource_id}"
        found = self._action(what, "resource_show", id=resource_id)
        try:
            changed = datetime.fromisoformat(found["last_modified"] or found["created"])
            url = (found["url"] or "").strip()
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise SourceError(
                f"{self._of(what)} is described without a usable url and last_modified"
            ) from error
        changed = changed if changed.tzinfo else changed.replace(tzinfo=UTC)
        name = PurePosixPath(unquote(urlsplit(url).path)).name.strip()
        if name in ("", ".."):
            dump = f"{self.base}/datastore/dump/{resource_id}"
            return Resource(resource_id, dump, f"{resource_id}.csv", changed, dumped=True)
        usable = name.isprintable() and len(name) <= LONGEST_NAME
        return Resource(resource_id, url, name if usable else f"{resource_id}.csv", changed)

    def download(self, resource: Resource, to: Path) -> str:
        """Write the resource's file to that path; returns the SHA-256 of its bytes."""
        what = f"the file {resource.file}"
        sha256 = self._tried(what, lambda: self._written(what, resource.url, to))
        if resource.dumped:
            self._refuse_fewer_rows(what, resource, to)
        return sha256

    def _written(self, what: str, url: str, to: Path) -> str:
        # A body shorter than its Content-Length is an error of urllib3, which requests passes on.
        with self._asked(url) as response:
            kind = response.headers.get("Content-Type", "")
            if response.status_code != requests.codes.ok or "json" in kind:
                raise SourceError(self._refusal(what, response.status_code, response.content))
            chunks = response.iter_content(CHUNK)
            first = next(chunks, b"")
            if "html" in kind or first.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
                raise SourceError(self._refusal(what, response.status_code, first))
            sha256 = hashlib.sha256(first)
            with to.open("wb") as file:
                file.write(first)
                for chunk in chunks:
                    sha256.update(chunk)
                    file.write(chunk)
            return sha256.hexdigest()

    def _refuse_fewer_rows(self, what: str, resource: Resource, path: Path) -> None:
        """A dump has no length, and the portal cuts a long table off without saying so."""
        total = self._action(what, "datastore_search", id=resource.id, limit="0").get("total")
        try:
            with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
                rows = sum(1 for _ in csv.reader(file)) - 1  # a cell may hold a line's end
        except csv.Error as error:
            raise SourceError(f"{self._of(what)} cannot be read as CSV: {error}") from error
        if rows != total:
            raise SourceError(f"{self._of(what)} has {rows} rows of the {total} the portal counts")

    def _action(self, what: str, action: str, **parameters: str) -> dict[str, Any]:
        def asked() -> tuple[int, bytes]:
            url = f"{self.base}/api/3/action/{action}"
            with self._asked(url, parameters) as response:
                return response.status_code, response.content

        status, body = self._tried(what, asked)
        answer = _as_json(body)
        if isinstance(answer, dict) and answer.get("success") is True:
            result = answer.get("result")
            if isinstance(result, dict) and result.get("records_truncated"):
                raise SourceError(f"{self._of(what)} is cut off: the portal says so itself")
            if isinstance(result, dict):
                return result
        raise SourceError(self._refusal(what, status, body))

    def _asked(self, url: str, parameters: dict[str, str] | None = None) -> requests.Response:
        self._wait_for_turn(urlsplit(url).netloc)
        response = self._session.get(url, params=parameters, timeout=self._timeout, stream=True)
        if response.status_code >= SERVERS_FAULT or response.status_code == TOO_MANY_REQUESTS:
            response.close()
            response.raise_for_status()
        return response

    def _wait_for_turn(self, host: str) -> None:
        with self._turns:
            now = time.monotonic()
            turn = max(now, self._next_turn.get(host, now))
            self._next_turn[host] = turn + self._spacing
        time.sleep(turn - now)

    def _tried(self, what: str, ask: Callable[[], Answer]) -> Answer:
        retrying = stamina.RetryingCaller(
            attempts=ATTEMPTS, timeout=None, wait_initial=1.0, wait_max=30.0
        )
        try:
            return retrying(_may_pass, ask)
        except requests.RequestException as error:
            raise SourceError(
                f"{self._of(what)} did not come: {_in_words(error)}; try again later, or work on"
                " without it: the releases held are untouched"
            ) from error

    def _of(self, what: str) -> str:
        return f"{what}, of {self.base},"

    def _refusal(self, what: str, status: int, body: bytes) -> str:
        answer = _as_json(body)
        if isinstance(answer, dict):
            said = _flat(answer.get("error", "an answer without a result"))
        elif isinstance(answer, str):
            said = answer
        elif body.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
            said = "a web page where figures were expected"
        else:
            said = "an answer that is neither its usual one nor a file"
        advice = "try again later"
        if status == NOT_FOUND:
            advice = "look its id up on the portal and correct it in data/sources.toml"
        said = said[:WORDS_OF_AN_ERROR]
        return f"{self._of(what)} is refused with status {status}: {said}; {advice}"


def _may_pass(error: Exception) -> bool:
    passing = (
        requests.ConnectionError,
        requests.Timeout,
        *BREAKS_OFF,
        requests.HTTPError,  # raised for a server's fault, or its wish to be asked later
    )
    return isinstance(error, passing)


def _in_words(error: requests.RequestException) -> str:
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"{ATTEMPTS} times the portal answered with status {error.response.status_code}"
    if isinstance(error, requests.Timeout):
        return f"{ATTEMPTS} times there was no answer in time"
    if isinstance(error, BREAKS_OFF):
        return f"{ATTEMPTS} times it broke off before its end"
    if isinstance(error, requests.ConnectionError):
        return f"{ATTEMPTS} times the connection failed"
    return f"its address cannot be asked ({type(error).__name__})"


def _as_json(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _flat(error: object) -> str:
    """All that an error of the portal says, whatever its shape, without its technical type."""
    if isinstance(error, dict):
        parts = (
            _flat(value) if name in ("message", "info", "orig") else f"{name}: {_flat(value)}"
            for name, value in error.items()
            if name != "__type"
        )
        return "; ".join(parts)
    return ", ".join(map(_flat, error)) if isinstance(error, list) else str(error)
