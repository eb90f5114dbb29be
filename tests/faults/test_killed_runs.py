"""Whatever is killed, whenever: no report is torn, and the next run does what is missing."""

import json
import random
import signal
import subprocess
import time
from collections.abc import Iterator

import psutil
import pytest

from hsci_analysis.areas import partnerships
from hsci_analysis.errors import RunError
from tests.small_house import SmallHouse, gone, left_over

EVERYWHERE = {f"{partnership.slug}/small" for partnership in partnerships()}
RUNNERS_KILLED = 6
TEMPLATES_KILLED = 3
WORKERS_KILLED = 15
MOMENT = "import time\ntime.sleep(0.05)"


def template_of(run: psutil.Process) -> psutil.Process | None:
    return next(iter(run.children()), None)


def workers_of(run: psutil.Process) -> list[psutil.Process]:
    """What was forked from its template: workers and converters."""
    template = template_of(run)
    return template.children() if template else []


def ends(process: subprocess.Popen[str]) -> str:
    """What it says on standard error, in the end."""
    return process.communicate(timeout=120)[1]


def begun(house: SmallHouse, process: subprocess.Popen[str]) -> Iterator[psutil.Process]:
    """The run as a process to look into, again and again until it ends; first when jobs run."""
    run = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            if house.reports.exists() and workers_of(run):
                yield run
        except psutil.NoSuchProcess:
            pass
        time.sleep(0.02)


@pytest.fixture
def house(house: SmallHouse) -> SmallHouse:
    house.notebook("small", MOMENT)
    return house


def kill(process: psutil.Process) -> bool:
    try:
        process.kill()
    except psutil.NoSuchProcess:
        return False
    return True


def test_workers_and_converters_killed_at_random(house: SmallHouse) -> None:
    moments = random.Random(7)
    process = house.start("--all", "--jobs", "3")
    killed = 0
    for run in begun(house, process):
        time.sleep(moments.uniform(0, 0.1))
        try:
            victims = workers_of(run)
        except psutil.NoSuchProcess:
            break
        killed += bool(victims) and kill(moments.choice(victims))
        if killed == WORKERS_KILLED:
            break
    said = ends(process)
    assert killed == WORKERS_KILLED
    made = house.pages()
    lost = EVERYWHERE - made
    assert said.count("was lost: its worker was ended by SIGKILL") == 2 * len(lost)
    assert process.returncode == (RunError.exit_code if lost else 0)
    assert gone(house) == []
    again = house.run("--all")
    assert again.returncode == 0
    assert len(again.stdout.splitlines()) == len(lost)
    assert house.pages() == EVERYWHERE
    assert not list(house.reports.glob("2024-25/*failed*"))


def test_the_template_killed_again_and_again(house: SmallHouse) -> None:
    """Its jobs are lost with it; another is started for the rest."""
    moments = random.Random(8)
    process = house.start("--all")
    killed: set[int] = set()
    for run in begun(house, process):
        template = template_of(run)
        time.sleep(moments.uniform(0, 0.5))
        if template and template.pid not in killed and kill(template):
            killed.add(template.pid)
        if len(killed) == TEMPLATES_KILLED:
            break
    said = ends(process)
    assert process.returncode == RunError.exit_code
    lost = EVERYWHERE - house.pages()
    assert 1 <= len(lost) <= 2 * TEMPLATES_KILLED
    assert said.count("was lost with the process it came from") == 2 * len(lost)
    assert gone(house) == []


def test_the_run_killed_at_random(house: SmallHouse) -> None:
    """What is made stays made; what the dead left is tidied up."""
    moments = random.Random(9)
    made: set[str] = set()
    for _ in range(RUNNERS_KILLED):
        process = house.start("--all")
        for _ in begun(house, process):
            time.sleep(moments.uniform(0, 0.6))
            process.kill()
            break
        ends(process)
        assert process.returncode == -signal.SIGKILL
        assert gone(house) == []
        assert made <= house.pages()
        made = house.pages()
    again = house.run("--all")
    assert again.returncode == 0, again.stderr
    assert len(again.stdout.splitlines()) == len(EVERYWHERE - made)
    assert house.pages() == EVERYWHERE
    assert {path.name for path in house.reports.iterdir()} == {".lock", ".runs", "2024-25"}
    logs = [path.read_text() for path in (house.reports / ".runs").iterdir()]
    assert len(logs) == RUNNERS_KILLED + 1
    for line in "".join(logs).splitlines():
        assert json.loads(line)["event"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_ends_at_once_and_leaves_nothing(
    house: SmallHouse, how: signal.Signals
) -> None:
    house.notebook("small", "import time\ntime.sleep(60)")
    process = house.start("--all")
    next(begun(house, process))
    started = time.monotonic()
    process.send_signal(how)
    said = ends(process)
    assert time.monotonic() - started < 5
    assert process.returncode == 130
    assert "hsci: 0 made, 0 failed, 31 not begun" in said
    assert "Traceback" not in said
    assert gone(house, within=1) == []
    assert {path.name for path in house.reports.iterdir()} == {".lock", ".runs"}


def test_two_runs_at_once_take_turns(house: SmallHouse) -> None:
    go = house.folder / "go"
    house.notebook(
        "small", f"import os, time\nwhile not os.path.exists({str(go)!r}): time.sleep(0.02)"
    )
    first = house.start("--partnership", "fife", "--partnership", "moray")
    next(begun(house, first))
    second = house.start("--partnership", "fife", "--partnership", "angus")
    assert second.stderr
    assert second.stderr.readline().startswith("hsci: waiting for 20")
    go.touch()
    assert "hsci: 1 made, 0 failed" in ends(second)
    assert "hsci: 2 made, 0 failed" in ends(first)
    assert house.pages() == {"fife/small", "moray/small", "angus/small"}


def test_a_run_that_hangs_is_not_in_the_way_once_it_is_killed(house: SmallHouse) -> None:
    house.notebook("small", "import time\ntime.sleep(60)")
    first = house.start("--partnership", "fife")
    next(begun(house, first))
    first.kill()
    first.communicate()
    house.notebook("small")
    assert house.run("--partnership", "fife").returncode == 0
    assert left_over(house) == []
