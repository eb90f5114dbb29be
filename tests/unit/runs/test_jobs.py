"""What is asked for becomes jobs; whatever is wrong is told at once, before anything starts."""

import pytest

from hsci_analysis.areas import partnerships
from hsci_analysis.errors import ParametersError, UnknownNameError
from hsci_analysis.parameters.schedule import read_schedule
from hsci_analysis.runs.jobs import Asked, find_jobs
from tests.notebooks import REPORTS
from tests.small_house import PARTNERSHIP, YEAR, SmallHouse


@pytest.fixture
def house(house: SmallHouse) -> SmallHouse:
    house.notebook("small", parameters=f"{PARTNERSHIP}\n{YEAR}\nmonths: int = 12  # how many")
    house.notebook("other")
    house.notebook("national", parameters=YEAR)
    house.schedule(
        """
        notebooks:
          - notebook: small
            parameters: {months: 24}
          - notebook: other
            partnerships: [Fife, S37000019]
            reporting_year: 2022/23
          - notebook: national
        """
    )
    return house


def ids(*partnerships: str, notebooks: tuple[str, ...] = (), year: str | None = None) -> list[str]:
    return [job.id for job in find_jobs(Asked(partnerships, notebooks, year))]


def test_every_report_is_in_the_schedule() -> None:
    scheduled = {entry.notebook.stem for entry in read_schedule().notebooks}
    assert scheduled == {path.stem for path in REPORTS}


def test_all_is_each_notebook_for_each_partnership_and_a_national_one_once(
    house: SmallHouse,
) -> None:
    assert ids() == [
        *(f"2024-25/{partnership.slug}/small" for partnership in partnerships()),
        "2022-23/fife/other",
        "2022-23/moray/other",
        "2024-25/scotland/national",
    ]


@pytest.mark.parametrize(
    ("asked", "notebooks", "expected"),
    [
        (("Fife",), (), ["2024-25/fife/small", "2022-23/fife/other"]),
        (("angus", "Moray"), ("other",), ["2022-23/moray/other", "2024-25/angus/other"]),
        (("angus",), ("small",), ["2024-25/angus/small"]),
        ((), ("national",), ["2024-25/scotland/national"]),
        (("Fife", "S37000032"), ("small",), ["2024-25/fife/small"]),
    ],
)
def test_a_part_of_it(
    house: SmallHouse, asked: tuple[str, ...], notebooks: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(*asked, notebooks=notebooks) == expected


def test_the_year_asked_for_goes_before_the_schedules(house: SmallHouse) -> None:
    assert ids("fife", year="2021-22") == ["2021-22/fife/small", "2021-22/fife/other"]
    assert ids(notebooks=("national",), year="2021/22") == ["2021-22/scotland/national"]


def test_parameters_have_the_types_the_notebook_declares(house: SmallHouse) -> None:
    (job,) = find_jobs(Asked(("fife",), ("small",)))
    assert job.parameters == {
        "months": 24,
        "partnership": "fife",
        "reporting_year": "2024/25",
    }
    (job,) = find_jobs(Asked(("fife",), ("small",), parameters={"months": "36"}))
    assert job.parameters["months"] == 36


def refusal(asked: Asked, kind: type[Exception] = ParametersError) -> str:
    with pytest.raises(kind) as refused:
        find_jobs(asked)
    return str(refused.value)


def test_everything_wrong_in_the_schedule_is_told_at_once(house: SmallHouse) -> None:
    house.schedule(
        """
        notebooks:
          - notebook: smal
            partnership: [Fife]
          - notebook: other
            partnerships: [Fief, 3]
            reporting_year: 2024/26
            parameters: [months]
        jobs: 2
        """
    )
    told = refusal(Asked())
    for promise in (
        "notebooks[1].notebook: no notebook called 'smal'; did you mean 'small'",
        "notebooks[1].partnership: no key called 'partnership'; did you mean 'partnerships'",
        "notebooks[2].partnerships[1]: no partnership called 'Fief'; did you mean 'Fife'",
        "notebooks[2].partnerships[2]: 3 is not a partnership's name, slug or code",
        "notebooks[2].reporting_year: '2024/26' is not a financial year such as 2024/25",
        "notebooks[2].parameters: expected further parameters of the notebook",
        "jobs: no key called 'jobs'",
    ):
        assert f"  - {promise}" in told
    assert told.count("  - ") == 7


def test_names_asked_for_are_refused_together_and_keep_their_exit_code(house: SmallHouse) -> None:
    with pytest.raises(ParametersError) as refused:
        find_jobs(Asked(("Fief", "Moray"), ("smal",)))
    assert "did you mean 'Fife'" in str(refused.value)
    assert "did you mean 'small'" in str(refused.value)
    assert refused.value.exit_code == UnknownNameError.exit_code


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{months: soon}", "months of small is of type int; 'soon' is not"),
        ("{months: 1.5}", "months of small is of type int; 1.5 is not"),
        ("{weeks: 3}", "no parameter of small called 'weeks'"),
        ("{reporting_year: 2022/23}", "reporting_year is given by an option of its own"),
    ],
)
def test_a_parameter_the_notebook_does_not_take_is_refused(
    house: SmallHouse, written: str, said: str
) -> None:
    house.schedule(f"notebooks: [{{notebook: small, parameters: {written}}}]\n")
    with pytest.raises((ParametersError, UnknownNameError), match=said):
        find_jobs(Asked())


def test_every_broken_parameter_file_is_told(house: SmallHouse) -> None:
    folder = house.folder / "parameters" / "partnerships"
    (folder / "fife.yaml").write_text("partnership: Moray\n")
    (folder / "moray.yaml").write_text("partnership: Moray\nyear: 2024/25\n")
    told = refusal(Asked())
    assert "partnerships/fife.yaml is refused" in told
    assert "partnerships/moray.yaml is refused" in told


def test_what_is_about_scotland_takes_no_partnership(house: SmallHouse) -> None:
    told = refusal(Asked(("fife",), ("national",)))
    assert "national is about Scotland as a whole" in told


def test_the_same_job_twice_is_refused(house: SmallHouse) -> None:
    house.schedule("notebooks: [{notebook: other}, {notebook: other, partnerships: [Fife]}]\n")
    assert "asks twice for 2024-25/fife/other" in refusal(Asked())


def test_a_schedule_without_the_partnership_says_so(house: SmallHouse) -> None:
    house.schedule("notebooks: [{notebook: other, partnerships: [Fife]}]\n")
    assert "nothing of that kind to run" in refusal(Asked(("moray",)))


def test_a_secret_is_not_shown_by_its_job(house: SmallHouse) -> None:
    house.notebook(
        "closed", parameters=f'{PARTNERSHIP}\nkey: str = ""  # secret: of the other house'
    )
    (job,) = find_jobs(Asked(("fife",), ("closed",), parameters={"key": "open-sesame"}))
    assert job.secret_values == ("open-sesame",)
    assert "open-sesame" not in repr(job)
