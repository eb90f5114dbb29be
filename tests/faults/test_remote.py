"""Inputs from and reports at a URL: a store as S3 is, and a folder that sending is killed in."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import boto3
import fsspec
import pytest
from moto.server import ThreadedMotoServer

from hsci_analysis.errors import RunError
from hsci_analysis.runs.jobs import Asked, find_jobs
from hsci_analysis.runs.journal import untold
from hsci_analysis.runs.manifest import read_parts
from hsci_analysis.runs.remote import bring_reports, inputs_from, send_reports
from tests.small_house import SmallHouse

KILLED = 50
BUCKET = "s3://bucket"
SENDING = """
import os, random, signal, sys, time
from pathlib import Path
from hsci_analysis.runs.jobs import Asked, find_jobs
from hsci_analysis.runs.journal import untold
from hsci_analysis.runs.manifest import FILE, read_parts
from hsci_analysis.runs.remote import send_reports
from tests.faults.test_remote import made_up

jobs = find_jobs(Asked(("fife",), ("small",)))
report, there = jobs[0].folder, Path(sys.argv[1])
send_reports(there.as_uri(), jobs, untold)
moments = random.Random(5)
whole = 0
for kill in range(int(sys.argv[2])):
    made_up(report, f"text {kill} ", pictures=kill % 3)
    child = os.fork()
    if child == 0:
        send_reports(there.as_uri(), jobs, untold)
        os._exit(0)
    time.sleep(moments.uniform(0, 0.02))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    found = there / "2024-25" / "fife"
    if (found / FILE).exists() and (found / FILE).read_bytes():
        whole += 1
        assert read_parts(found).keys() == {"small"}, kill
made_up(report, "last ", pictures=0)
assert send_reports(there.as_uri(), jobs, untold) == 1
here, sent = ({p.name for p in one.rglob("*") if p.is_file()} for one in (report, found))
assert here == sent
print(whole)
"""


def made_up(report: Path, text: str, *, pictures: int = 0) -> None:
    """A report of one notebook, in place; it has no more than a report must."""
    names = ["small.html", "small.ipynb", *(f"charts/{number}.svg" for number in range(pictures))]
    for path in sorted(report.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    for name in (*names, "findings.json"):
        (report / name).parent.mkdir(parents=True, exist_ok=True)
        (report / name).write_text(text * 5000)
    digests = {
        name: hashlib.sha256((report / name).read_bytes()).hexdigest()
        for name in (*names, "findings.json")
    }
    part = {"outputs": {name: digests[name] for name in names}, "findings": [], "parameters": {}}
    manifest = {"notebooks": {"small": part}, "outputs": digests}
    (report / "manifest.json").write_text(json.dumps(manifest))


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def store(server: str, monkeypatch: pytest.MonkeyPatch) -> fsspec.AbstractFileSystem:
    """An S3-compatible store with an empty bucket."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, "eu-west-2")
    client = boto3.client("s3")
    client.create_bucket(
        Bucket="bucket", CreateBucketConfiguration={"LocationConstraint": "eu-west-2"}
    )
    yield fsspec.filesystem("s3", skip_instance_cache=True, use_listings_cache=False)
    for each in client.list_objects_v2(Bucket="bucket").get("Contents", []):
        client.delete_object(Bucket="bucket", Key=each["Key"])
    client.delete_bucket(Bucket="bucket")


def test_from_a_store_and_to_a_store(
    house: SmallHouse, store: fsspec.AbstractFileSystem, tmp_path: Path
) -> None:
    house.notebook("small", "reporting_year")
    house.schedule("notebooks: [{notebook: small, partnerships: [Fife]}]\n")
    for name in ("parameters", "notebooks"):
        store.put(f"{house.folder / name}", f"bucket/in/{name}", recursive=True)
    (tmp_path / "aside").mkdir()
    elsewhere = {"HSCI_NOTEBOOKS": "none", "HSCI_PARAMETERS": "none"}
    elsewhere["TMPDIR"] = str(tmp_path / "aside")
    asked = ("--all", "--if-new-data", "--from", f"{BUCKET}/in", "--to", f"{BUCKET}/reports")

    first = house.run(*asked, **elsewhere)
    assert first.returncode == 0, first.stderr
    assert f"1 reports sent to {BUCKET}/reports" in first.stderr
    there = {
        path.removeprefix("bucket/reports/2024-25/fife/"): store.cat_file(path)
        for path in store.find("bucket/reports/2024-25/fife/")
    }
    assert there == {path.name: path.read_bytes() for path in house.report().iterdir()}

    index = "2024-25/index.html"
    assert store.cat_file(f"bucket/reports/{index}") == (house.reports / index).read_bytes()

    again = SmallHouse(tmp_path / "new machine")
    idle = again.run(*asked, **elsewhere)
    assert idle.returncode == 3, idle.stderr
    assert "0 reports sent" in idle.stderr
    assert again.pages() == house.pages() == {"fife/small"}
    assert not list((tmp_path / "aside").iterdir())


def test_sending_killed_at_random(house: SmallHouse, tmp_path: Path) -> None:
    """A report that has its manifest is what it says, or it has none and is sent again."""
    house.notebook("small")
    made_up(house.report(), "first ")
    done = subprocess.run(
        [sys.executable, "-c", SENDING, str(tmp_path / "there"), str(KILLED)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert 0 < int(done.stdout) < KILLED


def test_what_is_half_sent_is_not_brought(
    house: SmallHouse, store: fsspec.AbstractFileSystem
) -> None:
    house.notebook("small")
    jobs = find_jobs(Asked(("fife",), ("small",)))
    made_up(house.report(), "text ", pictures=2)
    assert send_reports(f"{BUCKET}/reports", jobs, untold) == 1
    assert send_reports(f"{BUCKET}/reports", jobs, untold) == 0
    made_up(house.report(), "")
    (house.report() / "manifest.json").unlink()

    page = "bucket/reports/2024-25/fife/small.html"
    was = store.cat_file(page)
    store.pipe_file(page, b"torn")
    bring_reports(f"{BUCKET}/reports", jobs, untold)
    assert not (house.report() / "manifest.json").exists()
    store.pipe_file(page, was)
    bring_reports(f"{BUCKET}/reports", jobs, untold)
    assert read_parts(house.report()).keys() == {"small"}
    assert (house.report() / "charts" / "1.svg").exists()


def test_a_damaged_report_is_not_sent(house: SmallHouse, store: fsspec.AbstractFileSystem) -> None:
    house.notebook("small")
    jobs = find_jobs(Asked(("fife",), ("small",)))
    made_up(house.report(), "text ")
    (house.report() / "small.html").write_text("torn")
    assert send_reports(f"{BUCKET}/reports", jobs, untold) == 0
    assert store.find("bucket") == []


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("s3://nobodys/reports", "s3://nobodys/reports cannot be read or written: "),
        ("nothing://like/it", "nothing://like/it cannot be read or written: Protocol not known"),
    ],
)
def test_what_cannot_be_reached_is_told(
    house: SmallHouse, store: fsspec.AbstractFileSystem, url: str, told: str
) -> None:
    house.notebook("small")
    made_up(house.report(), "text ")
    jobs = find_jobs(Asked(("fife",), ("small",)))
    with pytest.raises(RunError, match=told):
        send_reports(url, jobs, untold)
    with pytest.raises(RunError), inputs_from(url):
        pass


def test_inputs_that_are_none_or_lie_outside_are_refused(
    store: fsspec.AbstractFileSystem,
) -> None:
    with pytest.raises(RunError, match="has none of the folders"), inputs_from(f"{BUCKET}/in"):
        pass
    boto3.client("s3").put_object(Bucket="bucket", Key="in/data/../../x", Body=b"")
    with pytest.raises(RunError, match="lies outside"), inputs_from(f"{BUCKET}/in"):
        pass
