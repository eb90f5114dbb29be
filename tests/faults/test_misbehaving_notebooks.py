"""Notebooks that do what none should: each fails alone, with its reason; the others are made."""

import json

import nbformat
import pytest

from hsci_analysis.runs.jobs import Asked
from hsci_analysis.runs.runner import Options, Outcome, run
from tests.small_house import SmallHouse, build, gone

SECONDS = 4.0
MEGABYTES = 500
LOST = "was lost: its worker"
LATE = "took longer than 4 seconds"
BAD = {
    "sleeps": ("import time\ntime.sleep(1000)", LATE),
    "swallows": (
        "import time\nwhile True:\n    try: time.sleep(9)\n    except BaseException: pass",
        f"{LATE}, did not stop, and was killed",
    ),
    "computes": ("sum(range(10**13))", f"{LATE}, did not stop, and was killed"),
    "eats": ("held = []\nwhile True: held.append(bytearray(10_000_000))", "MemoryError"),
    "prints": ("while True: print('x' * 1000)", "more than 10,000,000 characters were written"),
    "shows": (
        "from IPython.display import HTML\nHTML('x' * 60_000_000)",
        "shows 60 MB; a page may have 50",
    ),
    "floods": (
        "import os\nline = b'x' * 99_999 + b'\\n'\nfor _ in range(3000): os.write(1, line)",
        "OSError: [Errno 27] File too large",
    ),
    "crashes": ("import ctypes\nctypes.string_at(0)", f"{LOST} was ended by SIGSEGV"),
    "leaves": ("import os\nos._exit(3)", f"{LOST} ended with exit code 3"),
    "kills": (
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
        f"{LOST} was ended by SIGKILL: somebody killed it, or the system had no memory left",
    ),
    "withholds": ("1", "should show its ledger of findings once"),
}
KEPT = {"sleeps", "eats", "prints", "floods"}
MEDDLES = """
import os, random, subprocess, sys
import numpy as np, pandas as pd
import hsci_analysis as hsci
pd.options.display.max_rows = 3
os.environ["MEDDLED"] = "yes"
os.chdir("/")
hsci.series = None
started = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"])
""".strip()
NUMBERS = "import random\nimport numpy as np\n(random.random(), float(np.random.random()))"
UNMEDDLED = """
import os
import pandas as pd
import hsci_analysis as hsci
pd.options.display.max_rows, os.environ.get("MEDDLED"), os.getcwd() == "/", hsci.series is None
""".strip()
DOES_MUCH = """
import os
import duckdb, numpy as np, pandas as pd
square = np.ones((500, 500))
rows = duckdb.connect().execute("select count(*) from range(100000)").fetchone()[0]
frame = pd.read_parquet(os.environ["A_TABLE"])
float((square @ square)[0, 0]), rows, len(frame) > 100
""".strip()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> SmallHouse:
    house = build(tmp_path_factory.mktemp("bad") / "house")
    for name, (cell, _) in BAD.items():
        house.notebook(name, cell)
    without = nbformat.read(house.folder / "notebooks" / "withholds.ipynb", 4)
    without.cells.pop()
    nbformat.write(without, house.folder / "notebooks" / "withholds.ipynb")
    house.notebook("meddles", MEDDLES, NUMBERS)
    house.notebook("unmeddled", UNMEDDLED, NUMBERS)
    house.notebook("much", DOES_MUCH)
    names = ("meddles", *BAD, "unmeddled", "much")
    house.schedule(f"notebooks: [{', '.join(f'{{notebook: {name}}}' for name in names)}]\n")
    return house


@pytest.fixture(scope="module")
def outcome(house: SmallHouse) -> Outcome:
    """All of them in one run."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in house.environment.items():
            patch.setenv(name, value)
        patch.setenv("A_TABLE", "data/snapshot/hospital_beds.parquet")
        options = Options(workers=3, seconds=SECONDS, memory=MEGABYTES * 1_000_000)
        return run(Asked(("fife",)), options)


@pytest.mark.parametrize("name", BAD)
def test_each_fails_with_its_reason(house: SmallHouse, outcome: Outcome, name: str) -> None:
    said = {job.name: failed.said for job, failed in outcome.failed}
    assert BAD[name][1] in said[name]
    kept = house.report().with_name(f"fife.{name}.failed.ipynb")
    assert kept.exists() == (name in KEPT)
    assert json.loads(kept.with_suffix(".json").read_text())["said"] in said[name]
    if name in KEPT:
        assert str(kept) in said[name]
        assert "An Exception was encountered at" in nbformat.read(kept, 4).cells[0].source


def test_the_end_of_a_flood_is_kept_and_no_more(outcome: Outcome) -> None:
    (log,) = [failed.log for job, failed in outcome.failed if job.name == "floods"]
    assert set(log) == {"x", "\n"}
    assert len(log) <= 4000


def test_the_others_are_made_and_nothing_is_left(house: SmallHouse, outcome: Outcome) -> None:
    assert house.pages() == {"fife/meddles", "fife/unmeddled", "fife/much"}
    assert {path.name for path in house.reports.iterdir()} == {".lock", ".runs", "2024-25"}
    assert gone(house) == []


def shown(house: SmallHouse, name: str) -> list[str]:
    cells = nbformat.read(house.report() / f"{name}.ipynb", 4).cells
    return [
        output.data["text/plain"]
        for cell in cells
        if cell.id.startswith("cell-")
        for output in cell.outputs
    ]


def test_no_notebook_sees_what_another_has_changed(house: SmallHouse, outcome: Outcome) -> None:
    changed, its_numbers = shown(house, "unmeddled")
    assert changed == "(60, None, False, False)"
    (other_numbers,) = shown(house, "meddles")
    one, other = (tuple(map(float, text[1:-1].split(","))) for text in (its_numbers, other_numbers))
    assert not set(one) & set(other)


def test_what_starts_threads_works_in_a_worker(house: SmallHouse, outcome: Outcome) -> None:
    assert shown(house, "much") == ["(500.0, 100000, True)"]
