"""What all notebooks learn from is learnt once a run, and changes nothing of what they show."""

from pathlib import Path

import pytest

from hsci_analysis.measures.series import series
from hsci_analysis.models.change.change import _known as known_to_change
from hsci_analysis.models.change.change import change
from hsci_analysis.models.forecast.forecast import forecast
from hsci_analysis.models.forecast.pooling import fitted_panel
from hsci_analysis.models.process_control.limits import _known as known_to_limits
from hsci_analysis.models.process_control.limits import limits
from hsci_analysis.periods import Month
from hsci_analysis.runs.jobs import Asked, Job, find_jobs
from hsci_analysis.runs.learn import learn
from hsci_analysis.runs.manifest import read_parts
from hsci_analysis.runs.panels import shared_panels
from hsci_analysis.runs.runner import Options, run
from hsci_analysis.tables.store import releases_read
from tests.small_house import SmallHouse

DELAYS = "delayed_discharge_bed_days"
LEARNS = (
    "import hsci_analysis as hsci\n"
    f'beds = hsci.series("{DELAYS}", partnership).until(hsci.report_parameters(partnership, '
    "reporting_year).last_month)",
    "hsci.change(beds).frame",
    "hsci.limits(beds).frame",
    "hsci.forecast(beds).frame",
)


@pytest.fixture
def jobs(house: SmallHouse) -> tuple[Job, ...]:
    house.notebook("learns", *LEARNS)
    house.notebook("reads", f'import hsci_analysis as hsci\nhsci.series("{DELAYS}", partnership)')
    house.schedule("notebooks: [{notebook: learns}, {notebook: reads}]\n")
    return find_jobs(Asked(("fife", "moray")))


def test_only_what_several_notebooks_learn_from_is_shared(jobs: tuple[Job, ...]) -> None:
    assert shared_panels(jobs) == ((DELAYS, "2025-03"),)
    assert shared_panels(job for job in jobs if job.area == "fife") == ()
    assert shared_panels(job for job in jobs if job.name == "reads") == ()


def test_an_area_asked_for_afterwards_finds_its_panel_learnt() -> None:
    kept = (fitted_panel, known_to_change, known_to_limits)
    for each in kept:
        each.cache_clear()
    before = releases_read()
    learn([(DELAYS, "2025-03")])
    assert releases_read() == before, "what is learnt ahead is not what a page has read"
    sizes = [each.cache_info().currsize for each in kept]
    beds = series(DELAYS, "Moray").until(Month.parse("2025-03"))
    for model in (forecast, change, limits):
        model(beds)
    assert [each.cache_info().currsize for each in kept] == sizes
    assert all(each.cache_info().hits for each in kept)


def test_what_cannot_be_learnt_is_left_to_who_asks() -> None:
    learn([(DELAYS, "1999-01"), ("care_at_home_hours", "2024-03"), ("no_such_measure", "2024-03")])


def parts(folder: Path) -> dict[str, object]:
    made = read_parts(folder)["learns"]
    return {"tables": made["inputs"]["tables"], "findings": made["findings"]}


def test_shared_or_not_a_page_is_the_same(jobs: tuple[Job, ...], house: SmallHouse) -> None:
    asked = Asked(("fife", "moray"), ("learns",))
    assert not run(asked, Options(workers=2)).failed
    shared, text = parts(house.report()), (house.report() / "learns.html").read_bytes()
    assert [table["table"] for table in shared["tables"]]
    assert not run(Asked(("fife",), ("learns",)), Options(workers=1, force=True)).failed
    assert parts(house.report()) == shared
    assert (house.report() / "learns.html").read_bytes() == text
