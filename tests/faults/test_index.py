"""Every run leaves an index that is whole, whatever became of its jobs; and nothing of it runs."""

import signal
from pathlib import Path

from hsci_analysis.errors import RunError, TableError
from tests.small_house import SmallHouse

HOSTILE = "<script>document.title='taken'</script>"
FAILING = f"""
from hsci_analysis.errors import TableError
raise TableError("{HOSTILE}", ["a column is missing"], "Fetch it again.")
"""


def index(house: SmallHouse) -> Path:
    return house.reports / "2024-25" / "index.html"


def test_a_run_that_fails_is_in_the_index_with_its_cell_words_and_log(house: SmallHouse) -> None:
    house.notebook("small", FAILING)
    failed = house.run("--partnership", "fife")
    assert failed.returncode == TableError.exit_code
    page = index(house).read_text()
    assert "1 failed" in page
    assert "small stopped at cell In [3]" in page
    assert "&lt;script&gt;document.title" in page
    assert HOSTILE not in page
    (log,) = (house.reports / ".runs").iterdir()
    assert f'href="../.runs/{log.name}"' in page
    assert 'href="fife.small.failed.ipynb"' in page

    house.notebook("small")
    assert house.run("--partnership", "fife").returncode == 0
    assert "failed" not in index(house).read_text().split("<body>")[1].split("<script>")[0]
    assert house.run("--partnership", "fife", "--force").returncode == 0
    assert "<td>nothing new<td>" in index(house).read_text()


def test_a_run_with_nothing_to_do_and_one_interrupted_write_it_as_well(house: SmallHouse) -> None:
    house.notebook("small")
    house.run("--partnership", "fife")
    index(house).unlink()
    house.run("--partnership", "fife")
    whole = index(house).read_text()
    assert whole.endswith("</html>\n")
    house.notebook("small", "import time\ntime.sleep(60)")
    index(house).unlink()
    process = house.start("--partnership", "fife")
    while not list((house.reports / ".work").glob("*/1")):
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert index(house).read_text() == whole


def test_an_index_that_cannot_be_written_fails_the_run_and_spares_the_reports(
    house: SmallHouse,
) -> None:
    house.notebook("small")
    index(house).mkdir(parents=True)
    told = house.run("--partnership", "fife")
    assert told.returncode == RunError.exit_code
    assert "2024-25/index.html cannot be written" in told.stderr
    assert "Traceback" not in told.stderr
    index(house).rmdir()
    assert house.pages() == {"fife/small"}
