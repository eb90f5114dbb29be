"""Jobs on a real Dask cluster: the same results, and what happens when a part of it is killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest
from distributed import Client

from hsci_analysis.errors import RunError
from hsci_analysis.runs.jobs import Asked
from hsci_analysis.runs.runner import Options, Outcome, run
from tests.small_house import SmallHouse, build, gone

ADDRESS = "scheduler.json"
BOTH = ("fife", "moray")
WAITS = """
import os, pathlib, time
me = pathlib.Path(os.environ["MARKS"]) / f"{partnership}-{os.getpid()}"
me.touch()
while not pathlib.Path(os.environ["MARKS"], "go").exists(): time.sleep(0.02)
""".strip()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallHouse]:
    house = build(tmp_path_factory.mktemp("cluster") / "house")
    house.notebook(
        "small",
        "import hsci_analysis as hsci\n\nhsci.series('delayed_discharge_bed_days', partnership)",
    )
    house.notebook("waits", WAITS)
    house.notebook("fails", "print('before')", "1 / 0")
    (house.folder / "marks").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in house.environment.items():
            patch.setenv(name, value)
        yield house


@pytest.fixture(scope="module")
def cluster(house: SmallHouse) -> Iterator[list[subprocess.Popen[bytes]]]:
    """A scheduler, and a nanny with two worker processes."""
    where = ("--scheduler-file", str(house.folder / ADDRESS), "--no-dashboard")
    environment = os.environ | {"MARKS": str(house.folder / "marks")}
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "dask", *command, *where],
            env=environment,
            cwd=house.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for command in (
            ("scheduler", "--host", "127.0.0.1", "--port", "0"),
            ("worker", "--nworkers", "2", "--nthreads", "1", "--death-timeout", "60"),
        )
    ]
    yield started
    for process in reversed(started):
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def scheduler(house: SmallHouse, cluster: list[subprocess.Popen[bytes]]) -> str:
    """Its address, once its workers have come."""
    until = time.monotonic() + 60
    while not (house.folder / ADDRESS).exists() and time.monotonic() < until:
        time.sleep(0.1)
    address: str = json.loads((house.folder / ADDRESS).read_text())["address"]
    with Client(address) as client:
        client.wait_for_workers(2, timeout=60)
    return address


def marked(house: SmallHouse, partnership: str) -> psutil.Process:
    """The process that does a job of ``waits``, once it is in the middle of it."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for mark in (house.folder / "marks").glob(f"{partnership}-*"):
            return psutil.Process(int(mark.name.removeprefix(f"{partnership}-")))
        time.sleep(0.05)
    raise TimeoutError(partnership)


def waits(partnership: str, scheduler: str) -> Outcome:
    return run(Asked((partnership,), ("waits",)), Options(scheduler=scheduler))


def test_results_are_those_of_one_machine(house: SmallHouse, scheduler: str) -> None:
    there = run(Asked(BOTH, ("small", "fails")), Options(scheduler=scheduler))
    assert len(there.made) == len(there.failed) == 2
    assert "fails stopped at cell In [4], which begins '1 / 0'" in there.failed[0][1].said
    assert house.report().with_name("fife.fails.failed.ipynb").exists()
    assert house.pages() == {"fife/small", "moray/small"}
    made = {path.name: path.read_bytes() for path in house.report().iterdir()}
    here = run(Asked(("fife",), ("small",)), Options(force=True))
    assert len(here.made) == 1
    for name in ("small.html", "findings.json"):
        assert (house.report() / name).read_bytes() == made[name]


def test_a_job_whose_worker_is_killed_is_done_by_another(house: SmallHouse, scheduler: str) -> None:
    with ThreadPoolExecutor() as pool:
        going = pool.submit(waits, "fife", scheduler)
        job = marked(house, "fife")
        worker = job.parent().parent()
        assert "dask" in " ".join(worker.parent().cmdline())
        worker.kill()
        (house.folder / "marks" / "go").touch()
        assert len(going.result(timeout=120).made) == 1
    assert not job.is_running()
    assert len(list((house.folder / "marks").glob("fife-*"))) == 2
    assert "fife/waits" in house.pages()


def test_a_worker_with_another_notebook_refuses(
    scheduler: str, house: SmallHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = build(house.folder / "other")
    other.notebook("small", "'another'")
    for name, value in other.environment.items():
        monkeypatch.setenv(name, value)
    ((_, failed),) = run(Asked(("fife",)), Options(scheduler=scheduler)).failed
    assert "a worker is not as the one who asks: changed code: the notebook" in failed.said
    assert other.pages() == set()


def test_a_lost_cluster_is_told_and_leaves_nothing(
    house: SmallHouse, cluster: list[subprocess.Popen[bytes]], scheduler: str
) -> None:
    """The last: the scheduler is killed in the middle of a job, then the workers in one blow."""
    (house.folder / "marks" / "go").unlink()
    with ThreadPoolExecutor() as pool:
        going = pool.submit(waits, "moray", scheduler)
        marked(house, "moray")
        cluster[0].kill()
        with pytest.raises(RunError, match=f"the scheduler at {scheduler} was lost"):
            going.result(timeout=60)
    with pytest.raises(RunError, match=f"no scheduler answers at {scheduler}"):
        waits("moray", scheduler)
    assert not (house.reports / ".work").exists()
    os.killpg(cluster[1].pid, signal.SIGKILL)
    assert gone(house) == []
