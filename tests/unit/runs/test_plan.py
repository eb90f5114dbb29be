"""A page is made anew when what it rests on has changed, and for no other reason."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

import hsci_analysis
from hsci_analysis.errors import ParametersError
from hsci_analysis.folders import ROOT
from hsci_analysis.runs import provenance
from hsci_analysis.runs.jobs import Asked, find_jobs
from hsci_analysis.runs.plan import forget_failure, last_failure, note_failure, plan
from hsci_analysis.runs.runner import Options, run
from hsci_analysis.sources.releases import forget
from tests.small_house import SmallHouse, build

ASKED = Asked(("fife", "moray"))
READS = "import hsci_analysis as hsci\n\nhsci.series('delayed_discharge_bed_days', partnership)"
TABLE = "delayed_discharges_by_council_area"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> SmallHouse:
    """A house whose reports are all up to date."""
    house = build(tmp_path_factory.mktemp("made") / "house")
    house.notebook("small", READS)
    house.notebook("other")
    house.schedule("notebooks: [{notebook: small}, {notebook: other}]\n")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in house.environment.items():
            patch.setenv(name, value)
        outcome = run(ASKED, Options(workers=2))
    assert len(outcome.made) == 4, outcome.failed
    return house


@pytest.fixture
def house(made: SmallHouse, house: SmallHouse) -> SmallHouse:
    """The same, to spoil."""
    shutil.rmtree(house.folder)
    shutil.copytree(made.folder, house.folder)
    return house


def why() -> dict[str, tuple[str, ...]]:
    """By job that would run, for which reasons."""
    planned = plan(find_jobs(ASKED))
    assert len(planned) == 4
    return {each.job.id.removeprefix("2024-25/"): each.reasons for each in planned if each.stale}


def test_what_was_made_is_up_to_date(house: SmallHouse) -> None:
    assert house.pages() == {"fife/small", "fife/other", "moray/small", "moray/other"}
    assert why() == {}


def test_only_what_rests_on_a_changed_table_is_stale(
    house: SmallHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    register = tmp_path / "data" / "sources.toml"
    text = register.read_text()
    entry = text.index(f"[{TABLE}]")
    published = text.index("publisher = ", entry)
    register.write_text(f'{text[:published]}publisher = "Somebody else"\n#{text[published:]}')
    with monkeypatch.context() as patch:
        patch.setenv("HSCI_DATA", str(tmp_path / "data"))
        forget()
        stale = f"stale input: {TABLE} is described otherwise"
        assert why() == {"fife/small": (stale,), "moray/small": (stale,)}
    forget()


def test_a_newer_release_makes_stale_what_reads_the_table(
    house: SmallHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = tmp_path / "store" / TABLE / "2099-01-01-deadbeef"
    release.mkdir(parents=True)
    (release / "release.toml").write_text(
        "released = 2099-01-01\nfetched = 2099-01-01T00:00:00Z\nrows = 1\n"
        'first_period = ""\nlast_period = ""\ntable_sha256 = "deadbeef00"\n'
        '[[inputs]]\nfile = "f.csv"\nportal_resource_id = "r"\nrelease = "n"\nsha256 = "s"\n'
    )
    with monkeypatch.context() as patch:
        patch.setenv("HSCI_STORE", str(tmp_path / "store"))
        forget()
        newer = f"stale input: {TABLE} has the newer release 2099-01-01-deadbeef"
        assert why() == {"fife/small": (newer,), "moray/small": (newer,)}
    forget()


def change_parameter_file(house: SmallHouse) -> None:
    path = house.folder / "parameters" / "partnerships" / "fife.yaml"
    path.write_text(f"{path.read_text()}# another word\n")


def give_a_partnership_something_of_its_own(house: SmallHouse) -> None:
    path = house.folder / "parameters" / "partnerships" / "fife" / "commentary" / "beds.md"
    path.parent.mkdir(parents=True)
    path.write_text("Words.\n")


def change_notebook(house: SmallHouse) -> None:
    path = house.folder / "notebooks" / "other.ipynb"
    node = nbformat.read(path, 4)
    node.cells[0].source += " again"
    nbformat.write(node, path)


def take_a_page_away(house: SmallHouse) -> None:
    (house.report() / "small.html").unlink()


def tear_a_page(house: SmallHouse) -> None:
    page = house.report() / "small.html"
    page.write_bytes(page.read_bytes()[:-1])


def tear_the_findings(house: SmallHouse) -> None:
    (house.report() / "findings.json").write_text("{")


def tear_the_manifest(house: SmallHouse) -> None:
    (house.report() / "manifest.json").write_text('{"notebooks": [')


def take_the_report_away(house: SmallHouse) -> None:
    shutil.rmtree(house.report())


def change_the_manifests_version(house: SmallHouse) -> None:
    """As another release of the package may have written it."""
    path = house.report() / "manifest.json"
    manifest = json.loads(path.read_text())
    del manifest["notebooks"]["other"]["inputs"]
    manifest["notebooks"]["small"]["versions"]["altair"] = "5.0"
    path.write_text(json.dumps(manifest))


NOT_AS_SAID = ("damaged output: not as its manifest says",)
CHANGED = "stale input: parameters/partnerships/fife"


@pytest.mark.parametrize(
    ("spoil", "stale"),
    [
        (
            change_parameter_file,
            dict.fromkeys(("fife/small", "fife/other"), (f"{CHANGED}.yaml has changed",)),
        ),
        (
            give_a_partnership_something_of_its_own,
            dict.fromkeys(
                ("fife/small", "fife/other"), (f"{CHANGED}/commentary/beds.md has changed",)
            ),
        ),
        (
            change_notebook,
            dict.fromkeys(("fife/other", "moray/other"), ("changed code: the notebook",)),
        ),
        (take_a_page_away, {"fife/small": ("missing output",)}),
        (tear_a_page, {"fife/small": NOT_AS_SAID}),
        (tear_the_findings, dict.fromkeys(("fife/small", "fife/other"), NOT_AS_SAID)),
        (tear_the_manifest, dict.fromkeys(("fife/small", "fife/other"), NOT_AS_SAID)),
        (take_the_report_away, dict.fromkeys(("fife/small", "fife/other"), ("missing output",))),
        (
            change_the_manifests_version,
            {
                "fife/other": ("changed code: its manifest was written by another version",),
                "fife/small": ("changed code: altair was 5.0, is {altair}",),
            },
        ),
    ],
)
def test_whatever_changes_is_noticed_where_it_matters(
    house: SmallHouse, spoil: Callable[[SmallHouse], None], stale: dict[str, tuple[str, ...]]
) -> None:
    spoil(house)
    altair = provenance.version("altair")
    expected = {
        job: tuple(reason.format(altair=altair) for reason in reasons)
        for job, reasons in stale.items()
    }
    assert why() == expected


def test_another_parameter_is_a_reason_that_says_which(house: SmallHouse) -> None:
    house.notebook("small", READS, parameters='partnership: str = "fife"\nlevel: float = 1.0')
    (planned,) = plan(find_jobs(Asked(("fife",), ("small",), parameters={"level": "2"})))
    assert "changed parameter: level was not given, is 2.0" in planned.reasons
    assert "changed parameter: reporting_year was 2024/25, is not given" in planned.reasons


def test_changed_code_makes_all_stale(
    house: SmallHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package that differs by one file, of whatever kind."""
    package = tmp_path / "hsci_analysis"
    package.mkdir()
    (package / "page.css").write_text("a { }")
    monkeypatch.setattr(provenance, "PACKAGE", package)
    assert why() == dict.fromkeys(
        ("fife/small", "fife/other", "moray/small", "moray/other"),
        ("changed code: hsci_analysis",),
    )


def test_what_no_page_rests_on_makes_none_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Commands and reviewers' pages: none of the names that notebooks have leads there."""
    for name in hsci_analysis.__all__:
        home = getattr(getattr(hsci_analysis, name), "__module__", "")
        assert not set(provenance.APART) & set(home.split("."))
    monkeypatch.setattr(provenance, "PACKAGE", tmp_path)
    (tmp_path / "page.css").write_text("a { }")
    before = provenance.code_sha256()
    for name in provenance.APART:
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").touch()
    assert provenance.code_sha256() == before
    (tmp_path / "file").touch()
    assert provenance.code_sha256() != before


def test_with_force_everything_runs_and_says_why_else(house: SmallHouse) -> None:
    take_a_page_away(house)
    reasons = {each.job.id: each.reasons for each in plan(find_jobs(ASKED), force=True)}
    assert reasons["2024-25/fife/small"] == ("asked for with --force", "missing output")
    assert reasons["2024-25/moray/other"] == ("asked for with --force",)


def test_a_failure_is_remembered_until_it_is_mended(house: SmallHouse) -> None:
    (job,) = find_jobs(Asked(("fife",), ("small",)))
    assert last_failure(job) is None
    note_failure(job, "It broke.\nThere is more.", "a run")
    job.failed.write_text("{}")
    assert why() == {"fife/small": ("failed last time: It broke.",)}
    forget_failure(job)
    assert why() == {}
    assert not job.failed.exists()


def test_nothing_is_planned_with_a_broken_schedule(house: SmallHouse) -> None:
    house.schedule("notebooks: []\n")
    with pytest.raises(ParametersError, match="at least one"):
        why()
