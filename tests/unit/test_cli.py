"""The command line: what it says, what it exits with, and what help doesn't load."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from hsci_analysis import errors
from hsci_analysis.folders import ROOT
from tests.unit.test_public_api import HEAVY, modules_after


def hsci(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hsci_analysis", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | settings,
    )


def test_help_loads_nothing_heavy() -> None:
    loaded = modules_after(
        "import sys\nsys.argv = ['hsci', '--help']\n"
        "from hsci_analysis.cli import commands\ncommands(standalone_mode=False)"
    )
    assert "click" in loaded
    assert not loaded & set(HEAVY)


COMMANDS = (
    (),
    ("run",),
    ("forecast",),
    ("indicators",),
    ("partnerships",),
    ("data", "snapshot"),
    ("data", "fetch"),
    ("data", "diff"),
    ("parameters", "schema"),
    ("records", "derive"),
    ("records", "generate"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help(command: tuple[str, ...]) -> None:
    told = hsci(*command, "--help")
    assert told.returncode == 0
    assert told.stdout.startswith("Usage: ")


def test_the_command_is_installed() -> None:
    installed = Path(sys.executable).with_name("hsci")
    told = subprocess.run([installed, "--version"], capture_output=True, text=True, check=True)
    assert "0.1.0" in told.stdout


@pytest.mark.parametrize(
    ("arguments", "kind", "said"),
    [
        (("--partnership", "Fief"), errors.UnknownNameError, "did you mean 'Fife'"),
        (
            ("--partnership", "Fife", "--notebook", "patient_flo"),
            errors.UnknownNameError,
            "did you mean 'patient_flow'",
        ),
        (
            ("--partnership", "Fife", "-p", "reporting_yaer", "2024/25"),
            errors.UnknownNameError,
            "did you mean 'reporting_year'",
        ),
        (("--partnership", "Fife", "--year", "2024/26"), errors.ParametersError, "2024/26"),
        (("--partnership", "Fife", "--year", "2015/16"), errors.ParametersError, "2016/17"),
        (
            ("--partnership", "Fife", "-p", "partnership", "moray"),
            errors.ParametersError,
            "use --partnership and --year",
        ),
        (
            ("--partnership", "Fife", "-p", "reporting_year", "2022/23", "-p", "partnership", "x"),
            errors.ParametersError,
            "partnership and reporting_year",
        ),
    ],
)
def test_what_is_misspelt_is_refused_before_anything_is_made(
    arguments: tuple[str, ...], kind: type[errors.HsciError], said: str, tmp_path: Path
) -> None:
    refused = hsci("run", *arguments, HSCI_REPORTS=str(tmp_path / "reports"))
    assert refused.returncode == kind.exit_code
    assert refused.stderr.startswith("hsci: ")
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr
    assert refused.stdout == ""
    assert not (tmp_path / "reports").exists()


def test_a_broken_parameter_file_is_told_with_its_own_exit_code(tmp_path: Path) -> None:
    refused = hsci("run", "--partnership", "Fife", HSCI_PARAMETERS=str(tmp_path))
    assert refused.returncode == errors.ParametersError.exit_code
    assert "parameters/schedule.yaml is missing" in refused.stderr


def test_a_bug_keeps_its_traceback(tmp_path: Path) -> None:
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "partnerships.csv").write_text("name\nFife\n")
    bug = hsci("partnerships", HSCI_DATA=str(tmp_path))
    assert bug.returncode == 1
    assert "Traceback" in bug.stderr


def test_the_partnerships_are_listed_with_slug_and_code() -> None:
    lines = hsci("partnerships").stdout.splitlines()
    assert len(lines) == 31
    assert "scottish-borders               S37000025  Scottish Borders" in lines


def test_schemas_are_written_where_the_parameters_are(tmp_path: Path) -> None:
    told = hsci("parameters", "schema", HSCI_PARAMETERS=str(tmp_path))
    assert told.returncode == 0
    assert sorted(path.name for path in (tmp_path / "schema").iterdir()) == [
        "defaults.json",
        "disclosure.json",
        "import.json",
        "partnership.json",
        "records.json",
        "revisions.json",
        "schedule.json",
        "sign_off.json",
    ]


def test_the_snapshot_is_rebuilt_and_each_table_told(
    published_figures: Path, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    told = hsci("data", "snapshot", "--from", str(published_figures), HSCI_DATA=f"{tmp_path}/data")
    assert told.returncode == 0, told.stderr
    lines = told.stdout.splitlines()
    assert "delayed_discharges_by_council_area: 29,040 rows, 2016-07 to 2025-08" in lines
    assert "geography_codes: 44 rows" in lines


def test_a_snapshot_from_a_folder_without_the_files_is_refused(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "empty").mkdir()
    refused = hsci("data", "snapshot", "--from", f"{tmp_path}/empty", HSCI_DATA=f"{tmp_path}/data")
    assert refused.returncode in (errors.SourceError.exit_code, errors.TableError.exit_code)
    assert refused.stderr.startswith("hsci: ")
    assert "Traceback" not in refused.stderr


TIDY = (
    "indicator,area_code,area,period,value,lower,upper,numerator,denominator,unit,status,reason,"
    "source,release"
)


def test_indicators_of_everywhere_as_tidy_csv() -> None:
    told = hsci("indicators", "--all", "--year", "2024/25", "--csv", "-")
    assert told.returncode == 0
    lines = told.stdout.splitlines()
    assert lines[0] == TIDY
    assert len(lines) == 1 + 29 * 32


def test_indicators_of_a_partnership_in_the_terminal() -> None:
    told = hsci("indicators", "--partnership", "Borders", "--year", "2024/25", COLUMNS="200")
    assert told.returncode == 0
    assert "1,252" in told.stdout
    assert "NI-20" in told.stdout


def test_indicators_of_the_year_that_parameters_say() -> None:
    left_out = hsci("indicators", "--all", "--csv", "-")
    assert left_out.returncode == 0
    assert left_out.stdout == hsci("indicators", "--all", "--year", "2024/25", "--csv", "-").stdout
    told = hsci("indicators", "--partnership", "Fife", COLUMNS="200")
    assert "2019/20 to 2024/25" in told.stdout


def test_indicators_of_a_partnership_as_a_spreadsheet(tmp_path: Path) -> None:
    file = tmp_path / "fife.xlsx"
    told = hsci("indicators", "--partnership", "Fife", "--year", "2022/23", "--xlsx", str(file))
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip() == str(file)
    assert zipfile.is_zipfile(file)
    refused = hsci("indicators", "--partnership", "Fife", "--xlsx", str(tmp_path / "no" / "a.xlsx"))
    assert refused.returncode == errors.RunError.exit_code
    assert "a.xlsx cannot be written" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["fife.xlsx"]


def test_indicators_in_the_terminal_fit_it() -> None:
    told = hsci("indicators", "--partnership", "Fife", "--year", "2024/25", COLUMNS="150")
    table = told.stdout.split("\n- ")[0]
    assert max(map(len, table.splitlines())) <= 150
    assert "[w] published but not supplied" in told.stdout


def test_indicators_as_known_on_a_day() -> None:
    told = hsci("indicators", "--all", "--year", "2022/23", "--csv", "-", "--as-of", "2024-01-01")
    assert told.returncode == 0, told.stderr
    rows = [line for line in told.stdout.splitlines() if line.startswith("NI-14,S37000025")]
    assert "not yet available" in rows[0]


def test_a_diff_says_what_needs_a_note_and_of_what_there_is_none() -> None:
    told = hsci("data", "diff", "population_estimates", "2025-01-29", "2025")
    assert told.returncode == 0, told.stderr
    assert "need a note" not in told.stdout
    refused = hsci("data", "diff", "imported_indicators", "committed", "2025")
    assert refused.returncode == errors.UnknownNameError.exit_code
    assert "no release of imported_indicators" in refused.stderr


@pytest.mark.parametrize(
    "asked",
    [
        (),
        ("--all",),
        ("--all", "--partnership", "Fife", "--csv", "-"),
        ("--all", "--xlsx", "a.xlsx"),
    ],
    ids=str,
)
def test_indicators_says_what_it_needs(asked: tuple[str, ...]) -> None:
    told = hsci("indicators", "--year", "2024/25", *asked)
    assert told.returncode == 2
    assert "--partnership NAME" in told.stderr or "--csv FILE" in told.stderr


def test_indicators_for_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "no" / "a.csv"
    told = hsci("indicators", "--all", "--year", "2024/25", "--csv", str(file))
    assert told.returncode == 1
    assert "a.csv" in told.stderr
    assert "Traceback" not in told.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    told = hsci("partnerships", HSCI_DATA=str(tmp_path / "nowhere"))
    assert told.returncode == errors.SourceError.exit_code
    assert "restore data/ from git, or let HSCI_DATA name a folder" in told.stderr
    assert "Traceback" not in told.stderr
