"""What a run says, to a person and to a machine; and what it never says."""

import getpass
import json
import os
import pty
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

import nbformat
import pytest

from hsci_analysis.cli.told import Told, show_profile
from hsci_analysis.errors import UnknownNameError
from hsci_analysis.folders import ROOT
from hsci_analysis.runs.journal import Event, Journal, Kind
from hsci_analysis.runs.runner import Outcome
from hsci_analysis.runs.traces import Traces
from tests.small_house import PARTNERSHIP, SmallHouse, build

SECRET = "open-sesame-4711"
KEY = f'{PARTNERSHIP}\nkey: str = ""  # secret: opens the other house'
TELLS = (
    "import os, sys, warnings\nprint(key, len(key))\nwarnings.warn('careful')\n"
    "os.write(1, key.encode()); os.system('echo ' + key)\n(key, os.getcwd(), sys.prefix)"
)
LOGGED = "os.write(2, f'{key} and {os.path.abspath(os.sep)}'.encode() + b' logged'); 1"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> SmallHouse:
    house = build(tmp_path_factory.mktemp("told") / "house")
    house.notebook("whispers", TELLS, parameters=KEY)
    house.notebook("shouts", TELLS, LOGGED, "raise ValueError(f'{key} is wrong')", parameters=KEY)
    house.notebook(
        "unknown", "import hsci_analysis as hsci\nhsci.find_area('Fief')", parameters=KEY
    )
    house.schedule("notebooks: [{notebook: whispers}]\n")
    return house


@pytest.fixture(scope="module")
def told(house: SmallHouse) -> subprocess.CompletedProcess[str]:
    names = [part for name in ("whispers", "shouts") for part in ("--notebook", name)]
    return house.run("--partnership", "fife", *names, "-p", "key", SECRET, "--profile")


def test_nothing_secret_or_local_is_in_any_output(
    house: SmallHouse, told: subprocess.CompletedProcess[str]
) -> None:
    files = [path for path in house.reports.rglob("*") if path.is_file()]
    names = {path.name for path in files}
    assert {"whispers.html", "manifest.json", "fife.shouts.failed.ipynb"} <= names
    for text in (*(path.read_text() for path in files), told.stdout, told.stderr):
        assert SECRET not in text
    for path in files:
        text = path.read_text()
        for local in (ROOT, house.folder, Path.home(), Path(socket.gethostname())):
            assert f"{local}/" not in text, path
    assert "(secret) 16" in (house.report() / "whispers.html").read_text()
    manifest = json.loads((house.report() / "manifest.json").read_text())
    assert manifest["notebooks"]["whispers"]["parameters"]["key"] == "(secret)"
    node = nbformat.read(house.report() / "whispers.ipynb", 4)
    assert 'key = "(secret)"' in node.cells[2].source.replace("'", '"')
    assert set(node.metadata) == {"kernelspec", "language_info", "papermill"}
    assert node.metadata.papermill.keys() >= {"input_path", "output_path", "parameters"}
    assert "environment_variables" not in node.metadata.papermill
    user = getpass.getuser()
    assert not any(user == str(value) for value in node.metadata.papermill.values())


def test_a_failure_is_told_with_its_cell_its_error_and_its_log(
    house: SmallHouse, told: subprocess.CompletedProcess[str]
) -> None:
    assert told.returncode == 16
    assert told.stdout.endswith("fife/whispers.html\n")
    assert "hsci: 1 made, 1 failed, 0 not begun, in " in told.stderr
    last = told.stderr.split("hsci: 2024-25/fife/shouts failed:\n")[1]
    assert last.startswith("shouts stopped at cell In [5], which begins 'raise ValueError(")
    assert "ValueError: (secret) is wrong" in last
    assert "fife.shouts.failed.ipynb" in last
    assert "Its log ends:\n" in last
    assert "(secret) and / logged" in last
    assert "milliseconds each" in last
    assert "whispers: cell-1" in last


def test_the_log_of_a_run_is_lines_of_json_with_job_ids(
    house: SmallHouse, told: subprocess.CompletedProcess[str]
) -> None:
    (log,) = (house.reports / ".runs").iterdir()
    events = [json.loads(line) for line in log.read_text().splitlines()]
    assert {event["run"] for event in events} == {log.stem}
    assert [event["event"] for event in events[:1] + events[-1:]] == ["run started", "run ended"]
    jobs = {event["job"]: event for event in events if "job" in event}
    assert jobs["2024-25/fife/whispers"]["event"] == "job done"
    assert jobs["2024-25/fife/whispers"]["seconds"]["execute"] >= 0
    failed = jobs["2024-25/fife/shouts"]
    assert (failed["event"], failed["exit_code"]) == ("job failed", 16)
    assert "shouts stopped at cell In [5]" in failed["said"]
    assert events[-1] | {"made": 1, "failed": 1, "not_begun": 0} == events[-1]


def test_the_exit_code_is_that_of_the_one_reason(house: SmallHouse) -> None:
    told = house.run("--partnership", "fife", "--notebook", "unknown")
    assert told.returncode == UnknownNameError.exit_code
    assert "no area called 'Fief'; did you mean 'Fife'" in told.stderr


def test_the_plan_says_what_would_run_and_why_and_runs_nothing(
    house: SmallHouse, told: subprocess.CompletedProcess[str]
) -> None:
    asked = ("--partnership", "fife", "--notebook", "whispers", "--notebook", "shouts", "--plan")
    planned = house.run(*asked, "-p", "key", SECRET)
    assert planned.stdout.splitlines() == [
        "2024-25/fife/shouts: failed last time: shouts stopped at cell In [5], which begins"
        " 'raise ValueError(f'{key} is wrong')':; missing output",
        "1 of 2 would run; the others are up to date",
    ]
    assert planned.returncode == 0


@pytest.mark.parametrize("asked", [(), ("--all", "--partnership", "fife")])
def test_it_must_be_said_what_to_run(house: SmallHouse, asked: tuple[str, ...]) -> None:
    refused = house.run(*asked)
    assert refused.returncode == 2
    assert "say which: --all, or --partnership NAME" in refused.stderr


def events() -> list[Event]:
    return [
        Event(Kind.RUN_STARTED, facts={"jobs": 2, "up_to_date": 1}),
        Event(Kind.WARNING, facts={"said": "[b]careful[/b]"}),
        Event(Kind.JOB_STARTED, "2024-25/fife/small"),
        Event(Kind.JOB_STARTED, "2024-25/moray/small"),
        Event(Kind.CELL_STARTED, "2024-25/fife/small", {"cell": 1}),
        Event(Kind.JOB_DONE, "2024-25/fife/small", {"seconds": {}}),
        Event(Kind.JOB_FAILED, "2024-25/moray/small", {"said": "It broke.\nBadly."}),
        Event(Kind.RUN_ENDED, facts={"made": 1, "failed": 1, "not_begun": 0, "seconds": 1.25}),
    ]


def test_elsewhere_each_job_is_a_plain_line(capsys: pytest.CaptureFixture[str]) -> None:
    with Told() as told:
        for event in events():
            told(event)
    assert capsys.readouterr().err.splitlines() == [
        "hsci: [b]careful[/b]",
        "hsci: [1/2] 2024-25/fife/small made",
        "hsci: [2/2] 2024-25/moray/small failed: It broke.",
        "hsci: 1 made, 1 failed, 0 not begun, in 1.2 s",
    ]


def test_on_a_terminal_a_bar_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as terminal, monkeypatch.context() as patch:
        patch.setattr("sys.stderr", terminal)
        patch.setenv("TERM", "xterm")
        patch.setenv("COLUMNS", "120")
        with Told() as told:
            for event in events()[:6]:
                told(event)
    shown = ""
    with suppress(OSError):  # all of it has been read
        while part := os.read(ours, 100_000):
            shown += part.decode()
    os.close(ours)
    assert "1/2" in shown
    assert "0 failed" in shown
    assert "2024-25/moray/small" in shown
    assert "made" not in shown


def test_a_log_that_cannot_be_written_does_not_end_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    journal = Journal(tmp_path / "file" / "run.jsonl")
    journal(Event(Kind.RUN_STARTED))
    journal.close()
    assert "the log of this run ends here: File exists" in capsys.readouterr().err


def test_a_profile_of_nothing_is_empty(capsys: pytest.CaptureFixture[str]) -> None:
    show_profile(Outcome())
    assert "0 jobs, 0.0 s of processor" in capsys.readouterr().err


def test_the_parts_of_a_notebook_lose_every_trace(tmp_path: Path) -> None:
    traces = Traces(["sesame", "", "sesame-street"])
    outputs = [{"text": f"{ROOT}/a.py /tmp/ipykernel_12/345.py:1: sesame-street, sesame", "n": 1}]
    assert traces(outputs) == [{"text": "a.py <cell>:1: (secret), (secret)", "n": 1}]
    assert traces(f"in {ROOT}, at '{Path.home()}'") == "in ., at '.'"
    assert traces("https://example.org/usr/x") == "https://example.org/usr/x"
    assert traces(f"https://example.org{ROOT}") == f"https://example.org{ROOT}"
