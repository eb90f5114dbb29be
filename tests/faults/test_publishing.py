"""A report is swapped in whole: killed in the middle, on a full disk, on one that is read-only."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hsci_analysis.errors import RunError
from hsci_analysis.folders import ROOT
from hsci_analysis.runs.swap import put_back
from tests.small_house import SmallHouse

KILLED = 40
PUBLISHING = """
import hashlib, itertools, json, os, random, signal, sys, time
from pathlib import Path
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.runs import swap
from hsci_analysis.runs.jobs import Asked, find_jobs
from hsci_analysis.runs.manifest import read_parts
from hsci_analysis.runs.publish import publish
from tests.small_house import whole

swap.RENAME_EXCHANGE = int(sys.argv[1])
small, other = find_jobs(Asked(("fife",), ("small", "other")))
work = Path(sys.argv[2])


def publish_again(job, text, name):
    part = work / name
    part.mkdir()
    outputs = {}
    for ending in ("html", "ipynb"):
        content = f"{text} {ending} ".encode() * 5000
        (part / f"{job.name}.{ending}").write_bytes(content)
        outputs[f"{job.name}.{ending}"] = hashlib.sha256(content).hexdigest()
    (part / "findings.json").write_text(Ledger(()).to_json())
    record = {"parameters": {}, "outputs": outputs, "findings": [], "text": text}
    (part / "part.json").write_text(json.dumps(record))
    publish(job, part)


publish_again(other, "other", "other")
publish_again(small, "first", "first")
moments = random.Random(11)
gone = 0
for kill in range(int(sys.argv[3])):
    child = os.fork()
    if child == 0:
        for number in itertools.count():
            publish_again(small, f"text {kill} {number}", f"part-{kill}-{number}")
    time.sleep(moments.uniform(0.002, 0.04))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    gone += not small.folder.exists()
    swap.put_back(small.folder.parent.parent)
    parts = read_parts(small.folder)
    assert parts.keys() == {"small", "other"}, parts
    assert whole(small.folder, {"html", "ipynb"}) == {"small", "other"}
    if parts["small"]["text"] != "first":
        assert whole(small.folder / "previous", {"html"}) == {"small"}
    assert (small.folder / "small.html").read_text().startswith(parts["small"]["text"])
print(gone, parts["small"]["text"])
"""


@pytest.mark.parametrize("in_one_step", [True, False])
def test_publishing_killed_at_random(
    house: SmallHouse, tmp_path: Path, *, in_one_step: bool
) -> None:
    """In one step no report is ever missing; a flag that Linux does not know forbids it."""
    house.notebook("small")
    house.notebook("other")
    (tmp_path / "work").mkdir()
    flag = "2" if in_one_step else str(1 << 30)
    done = subprocess.run(
        [sys.executable, "-c", PUBLISHING, flag, str(tmp_path / "work"), str(KILLED)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    gone, text = done.stdout.split(maxsplit=1)
    assert text.startswith("text ")
    assert not in_one_step or gone == "0"


def test_an_exchange_cut_off_half_way_is_mended(tmp_path: Path) -> None:
    for year, final in (("a", None), ("b", "new")):
        previous = tmp_path / year / ".fife.previous"
        previous.mkdir(parents=True)
        (previous / "page").write_text("old")
        if final:
            (tmp_path / year / "fife").mkdir()
            (tmp_path / year / "fife" / "page").write_text(final)
    put_back(tmp_path)
    assert (tmp_path / "a" / "fife" / "page").read_text() == "old"
    assert (tmp_path / "b" / "fife" / "page").read_text() == "new"
    assert not list(tmp_path.glob("*/.*"))


IN_A_SMALL_DISK = """
set -eu
mount -t tmpfs -o size=400k tmpfs "$HSCI_REPORTS"
run() { "$PYTHON" -m hsci_analysis run "$@" --all --jobs 1 || echo "ended with $?"; }
check() { "$PYTHON" -c "$CHECK"; }
run 2>&1; check
mount -o remount,size=50m "$HSCI_REPORTS"; rm "$HSCI_REPORTS/filler"
run 2>&1; rm "$HSCI_REPORTS/filler"; check
mount -o remount,ro "$HSCI_REPORTS"
run --force 2>&1; check
"""
CHECK = """
import os
from pathlib import Path
from tests.small_house import SmallHouse
house = SmallHouse(Path(os.environ["HSCI_REPORTS"]).parent)
print("checked", sorted(house.pages()), sorted(path.name for path in house.reports.iterdir()))
"""


def test_a_full_disk_then_a_read_only_one(house: SmallHouse) -> None:
    """In a file system of its own: what fits is there, the rest is made when there is room."""
    unshare = shutil.which("unshare")
    own = [unshare or "", "--user", "--map-root-user", "--mount", "sh", "-c"]
    if not unshare or subprocess.run([*own, "true"], check=False).returncode:
        pytest.skip("needs a mount of its own, which this system does not allow")
    house.reports.mkdir()
    house.notebook("small", "print('x' * 30_000)")
    filling = "import os\nopen(os.environ['HSCI_REPORTS'] + '/filler', 'wb').write(bytes(300_000))"
    house.notebook("filling", filling)
    house.schedule(
        "notebooks:\n- {notebook: small, partnerships: [Fife]}\n- {notebook: filling, partnerships:"
        " [Fife]}\n- {notebook: small, partnerships: [Moray]}\n"
    )
    done = subprocess.run(
        [*own, IN_A_SMALL_DISK],
        env=os.environ | {"PYTHON": sys.executable, "CHECK": CHECK, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stdout
    full, room, read_only = done.stdout.split("checked ")[:3]
    code = f"ended with {RunError.exit_code}"
    assert "1 made, 2 failed, 0 not begun" in full
    assert full.count("No space left on device") >= 4  # as it happens, and at the end
    assert code in full
    assert room.startswith("['fife/small'] ")
    assert "2 made, 0 failed" in room
    three = "['fife/filling', 'fife/small', 'moray/small'] ['.lock', '.runs', '2024-25']"
    assert read_only.startswith(three)
    assert "reports cannot be written: Read-only file system" in read_only
    assert code in read_only
    assert done.stdout.split("checked ")[3].startswith(three)


def test_a_file_where_the_report_belongs_is_told(house: SmallHouse) -> None:
    house.notebook("small")
    house.report().parent.mkdir(parents=True)
    house.report().write_text("not a report")
    told = house.run("--partnership", "fife")
    assert told.returncode == RunError.exit_code
    assert "the report 2024-25/fife could not be written" in told.stderr
    assert house.report().read_text() == "not a report"
