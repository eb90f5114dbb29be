"""The portal, played by a real server on this machine, with every fault we know of it."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

Answer = Callable[[BaseHTTPRequestHandler], None]
HTML = b"<!DOCTYPE html>\n<html><title>Page not found</title></html>"


@dataclass
class PlayedPortal:
    """What it publishes, how it answers, and what it was asked.

    ``faults`` holds, by the beginning of a path, answers to give before the true one.
    """

    base: str = ""
    files: dict[str, tuple[str, str, bytes]] = field(default_factory=dict)
    tables: dict[str, tuple[bytes, int]] = field(default_factory=dict)
    faults: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    begun: list[float] = field(default_factory=list)
    seconds_to_answer: float = 0
    at_once: int = 0
    most_at_once: int = 0

    def publish(self, resource: str, name: str, last_modified: str, content: bytes) -> None:
        self.files[resource] = (name, last_modified, content)

    def fail(self, path: str, *answers: Answer) -> None:
        self.faults.setdefault(path, []).extend(answers)

    def downloads(self) -> list[str]:
        return [path for path in self.asked if path.startswith(("/dataset", "/datastore/dump"))]

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        url = urlsplit(request.path)
        self.asked.append(url.path)
        self.agents.add(request.headers["User-Agent"])
        self.begun.append(time.monotonic())
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        time.sleep(self.seconds_to_answer)
        self.at_once -= 1
        for path, answers in self.faults.items():
            if url.path.startswith(path) and answers:
                answers.pop(0)(request)
                return
        self._true_answer(url.path, parse_qs(url.query).get("id", [""])[0])(request)

    def _true_answer(self, path: str, resource: str) -> Answer:
        if path.endswith("/resource_show") and resource in self.files:
            name, last_modified, _ = self.files[resource]
            url = f"{self.base}/dataset/d/resource/{resource}/download/{name}" if name else ""
            return result({"id": resource, "url": url, "last_modified": last_modified})
        if path.endswith("/datastore_search") and resource in self.tables:
            return result({"total": self.tables[resource][1], "records": []})
        if path.startswith("/datastore/dump/") and path.rsplit("/", 1)[1] in self.tables:
            return sent(200, self.tables[path.rsplit("/", 1)[1]][0], "text/csv")
        for each, (name, _, content) in self.files.items():
            if name and path.endswith(f"/resource/{each}/download/{name}"):
                return sent(200, content, "text/csv")
        return not_found(resource)


def sent(status: int, body: bytes, kind: str, *, length: int | None = None) -> Answer:
    """An answer whose Content-Length may lie; ``kind`` is its content type."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(body) if length is None else length))
        request.send_header("Connection", "close")
        request.end_headers()
        request.wfile.write(body)

    return answer


def result(found: object) -> Answer:
    return as_json(200, {"help": "...", "success": True, "result": found})


def as_json(status: int, answer: object) -> Answer:
    return sent(status, json.dumps(answer).encode(), "application/json;charset=utf-8")


def not_found(resource: str) -> Answer:
    said = f'Not found: Resource "{resource}" was not found.'
    error = {"__type": "Not Found Error", "message": said}
    return as_json(404, {"success": False, "error": error})


def late(seconds: float) -> Answer:
    return lambda request: time.sleep(seconds)


def stalled(half: bytes) -> Answer:
    """The first half of a file, and then nothing for longer than a test lasts."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        sent(200, half, "text/csv", length=2 * len(half))(request)
        time.sleep(60)

    return answer


def hung_up(request: BaseHTTPRequestHandler) -> None:
    request.connection.close()


@contextmanager
def played_portal() -> Iterator[PlayedPortal]:
    portal = PlayedPortal()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            portal.answer(self)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing on the screen of the tests."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that hangs up, or a fault we play, is no error of the server."""

    server = Server(("127.0.0.1", 0), Handler)
    portal.base = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}).start()
    try:
        yield portal
    finally:
        server.shutdown()
        server.server_close()
