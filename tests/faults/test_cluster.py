"""Jobs on a real Dask cluster: the same results, and a worker that is killed in the middle."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator

import psutil
import pytest

from tests.small_house import SmallHouse, build, gone

pytest.importorskip("distributed", reason="needs the extra 'cluster'")

WAITS = """
import os, pathlib, time
me = pathlib.Path(os.environ["MARKS"]) / f"{partnership}-{os.getpid()}"
me.touch()
while not pathlib.Path(os.environ["MARKS"], "go").exists(): time.sleep(0.02)
""".strip()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> SmallHouse:
    house = build(tmp_path_factory.mktemp("cluster") / "house")
    house.notebook(
        "small",
        "import hsci_analysis as hsci\n\nhsci.series('delayed_discharge_bed_days', partnership)",
    )
    house.notebook("waits", WAITS)
    house.notebook("fails", "print('before')", "1 / 0")
    (house.folder / "marks").mkdir()
    return house


@pytest.fixture(scope="module")
def scheduler(house: SmallHouse) -> Iterator[str]:
    """The address of a scheduler with two worker processes, each under a nanny."""
    file = house.folder / "scheduler.json"
    where = ("--scheduler-file", str(file), "--no-dashboard")
    commands = (
        ("scheduler", "--host", "127.0.0.1", "--port", "0", *where),
        ("worker", "--nworkers", "2", "--nthreads", "1", "--death-timeout", "60", *where),
    )
    environment = os.environ | house.environment | {"MARKS": str(house.folder / "marks")}
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "dask", *command],
            env=environment,
            cwd=house.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for command in commands
    ]
    until = time.monotonic() + 60
    while not file.exists() and time.monotonic() < until:
        time.sleep(0.1)
    yield json.loads(file.read_text())["address"]
    for process in reversed(started):
        process.terminate()
        process.wait(30)


def test_results_are_those_of_one_machine(house: SmallHouse, scheduler: str) -> None:
    asked = ("--notebook", "small", "--notebook", "fails")
    where = ("--partnership", "fife", "--partnership", "moray")
    there = house.run(*asked, *where, "--scheduler", scheduler)
    assert "2 made, 2 failed" in there.stderr, there.stderr
    assert "fails stopped at cell In [4], which begins '1 / 0'" in there.stderr
    assert (house.report().with_name("fife.fails.failed.ipynb")).exists()
    made = {path: path.read_bytes() for path in house.report().iterdir()}
    assert house.pages() == {"fife/small", "moray/small"}
    here = house.run("--notebook", "small", "--partnership", "fife", "--plan")
    assert here.stdout.startswith("0 of 1 would run")
    assert house.run("--notebook", "small", *where, "--force").returncode == 0
    for path, content in made.items():
        if path.suffix == ".html" or path.name == "findings.json":
            assert path.read_bytes() == content


def test_a_job_whose_worker_is_killed_is_done_by_another(house: SmallHouse, scheduler: str) -> None:
    marks = house.folder / "marks"
    process = house.start("--notebook", "waits", "--partnership", "fife", "--scheduler", scheduler)
    until = time.monotonic() + 120
    while not (first := list(marks.glob("fife-*"))) and time.monotonic() < until:
        time.sleep(0.05)
    job = psutil.Process(int(first[0].name.removeprefix("fife-")))
    worker = job.parent().parent()
    worker.kill()
    (marks / "go").touch()
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert not job.is_running()
    assert len(list(marks.glob("fife-*"))) == 2
    assert "fife/waits" in house.pages()


def test_a_worker_with_another_notebook_refuses(house: SmallHouse, scheduler: str) -> None:
    other = build(house.folder / "other")
    other.notebook("small", "'another'")
    told = other.run("--partnership", "fife", "--scheduler", scheduler)
    assert told.returncode == 16
    assert "a worker is not as the one who asks: changed code: the notebook" in told.stderr
    assert other.pages() == set()


def test_no_scheduler_is_told(house: SmallHouse) -> None:
    told = house.run("--notebook", "small", "--all", "--scheduler", "tcp://127.0.0.1:1")
    assert told.returncode == 2
    told = house.run("--notebook", "small", "--force", "--scheduler", "tcp://127.0.0.1:1")
    assert told.returncode == 16
    assert "no scheduler answers at tcp://127.0.0.1:1" in told.stderr


def test_nothing_is_left(house: SmallHouse) -> None:
    """Last of all: every process of the runs has ended, and of the cluster when it ended."""
    runs = [process for process in gone(house, within=0) if "run" in process.cmdline()]
    assert runs == []
