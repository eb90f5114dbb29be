"""``hsci forecast``: what it prints, and what it refuses."""

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from hsci_analysis.cli import commands
from hsci_analysis.errors import HsciError, ParametersError, SeriesError, UnknownNameError
from hsci_analysis.measures.series import series
from hsci_analysis.models.forecast.forecast import forecast
from hsci_analysis.periods import Month

HEADER = ["area", "period", "median", "lower80", "upper80", "lower95", "upper95"]
DELAYED = "delayed_discharge_bed_days"


def told(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["forecast", *arguments])


def printed(*arguments: str) -> list[dict[str, str]]:
    result = told(*arguments)
    assert result.exit_code == 0, result.output
    rows = list(csv.reader(io.StringIO(result.stdout)))
    assert rows[0] == HEADER
    figures = np.array([row[2:] for row in rows[1:]], dtype="float64")
    assert np.isfinite(figures).all()
    return [dict(zip(HEADER, row, strict=True)) for row in rows[1:]]


@pytest.mark.parametrize("area", ["Fife", "S37000032", "fife"])
def test_an_area_is_asked_for_by_name_or_code(area: str) -> None:
    rows = printed(DELAYED, "--area", area, "--horizon", "12", "--csv", "-")
    assert [row["area"] for row in rows] == ["S37000032"] * 12
    assert [rows[0]["period"], rows[-1]["period"]] == ["2025-09", "2026-08"]


def test_it_prints_what_python_gives() -> None:
    (row,) = printed(DELAYED, "--area", "Fife", "--horizon", "1")
    frame = forecast(series(DELAYED, "Fife")).frame
    assert [float(row[name]) for name in HEADER[2:]] == frame.iloc[0].tolist()


def test_a_hold_out_is_forecast_from_what_was_known() -> None:
    rows = printed(DELAYED, "--area", "all", "--until", "2024-02")
    assert len(rows) == 31 * 12
    assert rows[0]["period"] == "2024-03"
    known = forecast(series(DELAYED, rows[0]["area"]).until(Month(2024, 2)))
    assert float(rows[0]["median"]) == known.frame["median"].iloc[0]


def test_weeks_are_written_by_their_sunday() -> None:
    rows = printed("emergency_admissions", "--area", "Fife", "--until", "2023-03-26")
    assert [rows[0]["period"], rows[-1]["period"]] == ["2023-04-02", "2023-06-25"]


@pytest.mark.parametrize(
    ("measure", "asked", "areas"),
    [
        (DELAYED, "all", 31),
        (DELAYED, "partnerships", 31),
        (DELAYED, "boards", 14),
        ("accident_and_emergency_attendances", "all", 14),
    ],
)
def test_all_areas_of_a_kind(measure: str, asked: str, areas: int) -> None:
    assert len({row["area"] for row in printed(measure, "--area", asked)}) == areas


def test_figures_as_of_a_day_before_any_release_are_refused() -> None:
    result = told(DELAYED, "--area", "Fife", "--as-of", "2010-01-01")
    assert isinstance(result.exception, HsciError)
    assert "was public on 2010-01-01" in str(result.exception)


@pytest.mark.parametrize(
    ("arguments", "kind", "said"),
    [
        (("delayed_discharge_bed_day", "--area", "Fife"), UnknownNameError, "did you mean"),
        ((DELAYED, "--area", "Fief"), UnknownNameError, "did you mean 'Fife'"),
        (("care_at_home_hours", "--area", "Fife"), SeriesError, "published by quarter"),
        ((DELAYED, "--area", "Fife", "--horizon", "24"), ParametersError, "not between 1 and 12"),
        ((DELAYED, "--area", "Fife", "--until", "2024"), ParametersError, "is not a month"),
        ((DELAYED, "--area", "Fife", "--until", "2016-09"), SeriesError, "needs 24 months"),
        (
            ("emergency_admissions", "--area", "Fife", "--until", "2023-03-25"),
            ParametersError,
            "is a Saturday",
        ),
        (
            ("emergency_admissions", "--area", "Fife", "--until", "2023-02-30"),
            ParametersError,
            "is not the Sunday",
        ),
    ],
)
def test_what_cannot_be_is_refused(arguments: tuple[str, ...], kind: type, said: str) -> None:
    result = told(*arguments)
    assert isinstance(result.exception, kind)
    assert said in str(result.exception)
    assert result.stdout == ""


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "forecast.csv"
    assert told(DELAYED, "--area", "Fife", "--csv", str(file)).exit_code == 0
    assert file.read_text(encoding="utf-8").startswith(",".join(HEADER) + "\n")
    assert told(DELAYED, "--area", "Fife", "--csv", str(tmp_path / "no" / "a.csv")).exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["forecast.csv"]
