"""A run leaves an index that is whole, whatever became of its jobs; and nothing of it runs."""

from click.testing import CliRunner

from hsci_analysis.cli import commands
from hsci_analysis.errors import RunError, TableError
from tests.small_house import SmallHouse

HOSTILE = "<script>document.title='taken'</script>"
FAILING = f"""
from hsci_analysis.errors import TableError
raise TableError("{HOSTILE}", ["a column is missing"], "Fetch it again.")
"""


def test_the_index_after_a_failure_where_it_cannot_be_written_and_with_nothing_to_do(
    house: SmallHouse,
) -> None:
    index = house.reports / "2024-25" / "index.html"
    house.notebook("small", FAILING)
    assert house.run("--partnership", "fife").returncode == TableError.exit_code
    page = index.read_text()
    assert "1 failed" in page
    assert "small stopped at cell In [3]" in page
    assert "&lt;script&gt;document.title" in page
    assert HOSTILE not in page
    (log,) = (house.reports / ".runs").iterdir()
    assert f'href="../.runs/{log.name}"' in page
    assert 'href="fife.small.failed.ipynb"' in page

    index.unlink()
    index.mkdir()
    house.notebook("small")
    told = house.run("--partnership", "fife")
    assert told.returncode == RunError.exit_code
    assert "2024-25/index.html cannot be written" in told.stderr
    assert "Traceback" not in told.stderr

    index.rmdir()
    assert house.pages() == {"fife/small"}
    nothing_to_do = CliRunner().invoke(commands, ["run", "--partnership", "fife"])
    assert nothing_to_do.exit_code == 0
    page = index.read_text()
    assert "failed" not in page.split("<body>")[1].split("<script>")[0]
    assert page.endswith("</html>\n")
