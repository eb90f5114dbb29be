"""The portal's client: every answer we know of, from a server that gives it."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import stamina

from hsci_analysis.errors import SourceError
from hsci_analysis.sources.portal import ATTEMPTS, Portal, Resource
from tests.faults.portal import (
    HTML,
    Answer,
    PlayedPortal,
    as_json,
    hung_up,
    late,
    played_portal,
    result,
    sent,
)

SHOW = "/api/3/action/resource_show"
FILE = "/dataset/"
CONTENT = b"Year,HSCP\n2023,S37000025\n"


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch) -> Iterator[PlayedPortal]:
    """A portal that publishes one file; a client of it tries again at once."""
    with played_portal() as played, stamina.set_testing(True, attempts=ATTEMPTS, cap=True):
        monkeypatch.setenv("HSCI_PORTAL", played.base)
        played.publish("people", "people_2025.csv", "2026-08-04T08:30:15.123456", CONTENT)
        yield played


def client(timeout: float = 5) -> Portal:
    return Portal(spacing=0, timeout=(timeout, timeout))


def fetched(to: Path, of: Portal | None = None) -> str:
    asking = of or client()
    return asking.download(asking.resource("people"), to / "people.csv")


def test_a_resource_is_its_file_of_now(portal: PlayedPortal) -> None:
    assert client().resource("people") == Resource(
        "people",
        f"{portal.base}/dataset/d/resource/people/download/people_2025.csv",
        "people_2025.csv",
        datetime(2026, 8, 4, 8, 30, 15, 123456, tzinfo=UTC),
    )
    portal.publish("people", "people_2026.csv", "2026-08-05T08:30:15", CONTENT)
    assert client().resource("people").file == "people_2026.csv"


def test_a_file_never_changed_since_it_was_made(portal: PlayedPortal) -> None:
    made = {"url": f"{portal.base}/x/a.csv ", "last_modified": None, "created": "2020-01-02T03:04"}
    portal.fail(SHOW, result(made))
    resource = client().resource("people")
    assert resource.last_modified == datetime(2020, 1, 2, 3, 4, tzinfo=UTC)
    assert resource.url.endswith("/x/a.csv")


def test_a_file_is_written_and_hashed(portal: PlayedPortal, tmp_path: Path) -> None:
    assert fetched(tmp_path) == hashlib.sha256(CONTENT).hexdigest()
    assert (tmp_path / "people.csv").read_bytes() == CONTENT
    (agent,) = portal.agents
    assert agent.startswith("hsci-analysis/")


BROKEN_OFF = sent(200, CONTENT[:-5], "text/csv", length=len(CONTENT))
NO_SERVER = sent(503, b"Service Unavailable", "text/plain")


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        (SHOW, NO_SERVER),
        (SHOW, sent(429, b"Too Many Requests", "text/plain")),
        (SHOW, hung_up),
        (SHOW, sent(200, b'{"success": tr', "application/json", length=99)),
        (FILE, sent(500, HTML, "text/html")),
        (FILE, BROKEN_OFF),
        (FILE, hung_up),
    ],
)
def test_what_may_pass_is_tried_again(
    portal: PlayedPortal, tmp_path: Path, path: str, fault: Answer
) -> None:
    portal.fail(path, fault, fault)
    fetched(tmp_path)
    assert (tmp_path / "people.csv").read_bytes() == CONTENT
    assert sum(asked.startswith(path) for asked in portal.asked) == 3


@pytest.mark.parametrize(
    ("path", "fault", "said"),
    [
        (SHOW, NO_SERVER, "4 times the portal answered with status 503"),
        (SHOW, hung_up, "4 times the connection failed"),
        (FILE, BROKEN_OFF, "4 times it broke off before its end"),
    ],
)
def test_what_does_not_pass_is_given_up(
    portal: PlayedPortal, tmp_path: Path, path: str, fault: Answer, said: str
) -> None:
    portal.fail(path, *[fault] * ATTEMPTS)
    with pytest.raises(SourceError, match=said) as refused:
        fetched(tmp_path)
    assert "the releases held are untouched" in str(refused.value)
    assert sum(asked.startswith(path) for asked in portal.asked) == ATTEMPTS


@pytest.mark.parametrize("path", [SHOW, FILE])
def test_no_answer_in_time(portal: PlayedPortal, tmp_path: Path, path: str) -> None:
    portal.fail(path, *[late(0.5)] * ATTEMPTS)
    with pytest.raises(SourceError, match="4 times there was no answer in time"):
        fetched(tmp_path, client(timeout=0.1))


def test_no_portal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HSCI_PORTAL", "http://127.0.0.1:9")
    with (
        stamina.set_testing(True, attempts=ATTEMPTS),
        pytest.raises(SourceError, match=r"of http://127\.0\.0\.1:9, did not come"),
    ):
        client().resource("people")


VALIDATION = {"__type": "Validation Error", "resource_id": ["Missing value"]}
SQL = {"info": {"orig": ['column "donut" does not exist']}}


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (as_json(409, {"success": False, "error": VALIDATION}), "409: resource_id: Missing value;"),
        (as_json(409, {"success": False, "error": SQL}), '409: column "donut" does not exist;'),
        (as_json(400, "Bad request - Action name not known"), "400: Bad request - Action name"),
        (as_json(200, {"error": VALIDATION}), "200: resource_id: Missing value;"),
        (as_json(200, {"success": True}), "200: an answer without a result;"),
        (as_json(200, [1, 2]), "200: an answer that is neither its usual one nor a file;"),
        (sent(200, HTML, "text/html"), "200: a web page where figures were expected;"),
        (sent(404, HTML, "text/html"), "look its id up on the portal and correct it in data/"),
        (sent(403, b"", "text/plain"), "403: an answer that is neither"),
    ],
)
@pytest.mark.parametrize("path", [SHOW, FILE])
def test_what_the_portal_refuses_is_asked_once(
    portal: PlayedPortal, tmp_path: Path, fault: Answer, said: str, path: str
) -> None:
    portal.fail(path, fault)
    with pytest.raises(SourceError) as refused:
        fetched(tmp_path)
    assert said in str(refused.value)
    assert portal.base in str(refused.value)
    assert sum(asked.startswith(path) for asked in portal.asked) == 1
    assert list(tmp_path.iterdir()) == []


def test_an_id_the_portal_does_not_have(portal: PlayedPortal) -> None:
    with pytest.raises(SourceError, match='Not found: Resource "doop" was not found') as refused:
        client().resource("doop")
    assert "__type" not in str(refused.value)
    assert portal.asked == [SHOW]


@pytest.mark.parametrize(
    "described",
    [
        {"url": "x.csv"},
        {"url": "x.csv", "last_modified": "yesterday"},
        {"url": "x.csv", "last_modified": None, "created": None},
        {"url": 7, "last_modified": "2026-08-04"},
    ],
)
def test_a_description_without_what_we_need(
    portal: PlayedPortal, described: dict[str, object]
) -> None:
    portal.fail(SHOW, result(described))
    with pytest.raises(SourceError, match="described without a usable url and last_modified"):
        client().resource("people")


@pytest.mark.parametrize("body", [HTML, b"\xef\xbb\xbf\n  " + HTML])
def test_a_page_that_says_it_is_a_table(portal: PlayedPortal, tmp_path: Path, body: bytes) -> None:
    portal.fail(FILE, sent(200, body, "text/csv"))
    with pytest.raises(SourceError, match="a web page where figures were expected"):
        fetched(tmp_path)


def test_an_address_that_is_none(portal: PlayedPortal, tmp_path: Path) -> None:
    portal.fail(SHOW, result({"url": "people.csv", "last_modified": "2026-08-04"}))
    with pytest.raises(SourceError, match=r"its address cannot be asked \(MissingSchema\)"):
        fetched(tmp_path)


DUMP = b"\xef\xbb\xbf_id,Year,HSCP\r\n1,2023,S37000025\r\n"


def test_a_resource_without_a_file_is_dumped(portal: PlayedPortal, tmp_path: Path) -> None:
    portal.publish("people", "", "2026-08-04T08:30:15", b"")
    portal.tables["people"] = (DUMP, 1)
    assert client().resource("people").file == "people.csv"
    fetched(tmp_path)
    assert (tmp_path / "people.csv").read_bytes() == DUMP


def test_a_table_cut_off_without_a_word(portal: PlayedPortal, tmp_path: Path) -> None:
    portal.publish("people", "", "2026-08-04T08:30:15", b"")
    portal.tables["people"] = (DUMP, 32_001)
    with pytest.raises(SourceError, match="has 1 rows of the 32001 the portal counts"):
        fetched(tmp_path)


def test_a_dump_whose_cells_hold_the_ends_of_lines(portal: PlayedPortal, tmp_path: Path) -> None:
    portal.publish("people", "", "2026-08-04T08:30:15", b"")
    portal.tables["people"] = (b'_id,Year,Note\r\n1,2023,"one\r\ntwo"\r\n', 1)
    fetched(tmp_path)


def test_a_dump_that_is_no_csv(portal: PlayedPortal, tmp_path: Path) -> None:
    portal.publish("people", "", "2026-08-04T08:30:15", b"")
    portal.tables["people"] = (b"_id,Year\r\n1," + b"9" * 200_000 + b"\r\n", 1)
    with pytest.raises(SourceError, match="cannot be read as CSV: field larger"):
        fetched(tmp_path)


def test_an_answer_the_portal_says_it_cut_off(portal: PlayedPortal) -> None:
    portal.fail(SHOW, result({"records_truncated": True, "records": []}))
    with pytest.raises(SourceError, match="is cut off: the portal says so itself"):
        client().resource("people")
    assert portal.asked == [SHOW]


@pytest.mark.parametrize("name", ["a" * 300 + ".csv", "a%00b.csv", "a%0Ab.csv"])
def test_a_name_no_folder_would_take(portal: PlayedPortal, name: str) -> None:
    url = f"{portal.base}/dataset/d/resource/people/download/{name}"
    portal.fail(SHOW, result({"url": url, "last_modified": "2026-08-04"}))
    resource = client().resource("people")
    assert (resource.file, resource.dumped) == ("people.csv", False)


def test_blanks_in_an_address_are_stripped_and_encoded(
    portal: PlayedPortal, tmp_path: Path
) -> None:
    """As of a dataset whose name once ended in one."""
    url = f" {portal.base}/dataset/births /resource/people/download/people_2025.csv "
    portal.fail(SHOW, result({"url": url, "last_modified": "2026-08-04"}))
    fetched(tmp_path)
    assert portal.downloads() == ["/dataset/births%20/resource/people/download/people_2025.csv"]


def test_a_compressed_body_that_breaks_off_is_tried_again(
    portal: PlayedPortal, tmp_path: Path
) -> None:
    def half(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/csv")
        request.send_header("Content-Encoding", "gzip")
        request.send_header("Content-Length", "4")
        request.end_headers()
        request.wfile.write(b"half")

    portal.fail(FILE, half)
    fetched(tmp_path)
    assert (tmp_path / "people.csv").read_bytes() == CONTENT


@pytest.mark.parametrize("status", [404, 409])
def test_what_is_not_there_or_in_conflict_is_asked_for_once(
    portal: PlayedPortal, status: int
) -> None:
    portal.fail(SHOW, *[as_json(status, {"success": False, "error": VALIDATION})] * ATTEMPTS)
    with pytest.raises(SourceError):
        client().resource("people")
    assert portal.asked == [SHOW]


def test_requests_to_one_host_are_spaced(portal: PlayedPortal) -> None:
    spaced = Portal(spacing=0.2)
    for _ in range(3):
        spaced.resource("people")
    first, second, third = portal.begun
    assert second - first > 0.15
    assert third - second > 0.15


def test_the_portal_is_the_scottish_one_unless_another_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("HSCI_PORTAL", raising=False)
    assert client().base == "https://www.opendata.nhs.scot"
