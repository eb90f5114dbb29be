"""Synthetic extracts: labelled, repeatable, and with all that rules are for."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from hsci_analysis.areas import partnerships
from hsci_analysis.errors import ParametersError
from hsci_analysis.periods import Month
from hsci_analysis.records import synthetic
from hsci_analysis.records.counts import derive_counts
from hsci_analysis.records.layouts import LAYOUTS
from tests.records_by_hand import DECLARED

EPISODES = 40_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("made") / "extract"
    return {path.stem: path for path in synthetic.generate(folder, EPISODES, seed=7)}


@pytest.fixture(scope="module")
def episodes(made: dict[str, Path]) -> pd.DataFrame:
    return pd.read_parquet(made["episodes"])


def digests(folder: Path, episodes: int, seed: int) -> list[str]:
    files = synthetic.generate(folder, episodes, seed)
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]


def test_every_file_and_row_is_labelled(made: dict[str, Path]) -> None:
    assert made.keys() == LAYOUTS.keys()
    for path in made.values():
        assert pq.read_metadata(path).metadata[b"hsci_analysis"] == b"synthetic"
        assert pd.read_parquet(path)["synthetic"].all()
    assert pd.read_parquet(made["episodes"])["person"].dropna().str.startswith("SYN").all()


def test_the_same_seed_gives_the_same_files(tmp_path: Path) -> None:
    first = digests(tmp_path / "one", 2_000, 1)
    assert first == digests(tmp_path / "two", 2_000, 1)
    assert all(
        a != b for a, b in zip(first[:3], digests(tmp_path / "three", 2_000, 2)[:3], strict=True)
    )


def test_there_are_as_many_episodes_as_asked_for(episodes: pd.DataFrame) -> None:
    assert len(episodes) == EPISODES


def test_it_has_what_the_rules_are_for(made: dict[str, Path], episodes: pd.DataFrame) -> None:
    deaths = pd.read_parquet(made["deaths"])
    assert set(episodes["record_type"]) == {"SMR01", "SMR01E", "SMR04"}
    assert (episodes["admission_type"] == 18).mean() > 0.02, "transfers"
    assert 0 < episodes["person"].isna().mean() < 0.01
    assert 0 < episodes["data_zone"].isna().mean() < 0.01
    assert (
        episodes.loc[episodes["discharge_date"].isna(), "record_type"]
        .isin(["SMR01E", "SMR04"])
        .all()
    )
    assert episodes["discharge_date"].isna().any(), "open stays"
    assert (episodes["discharge_type"] == 42).any()
    assert deaths["person"].dropna().isin(episodes["person"]).mean() > 0.9
    assert set(episodes["council_area"].dropna()) == {
        council for each in partnerships() for council in each.council_areas
    }
    by_area = episodes["council_area"].value_counts()
    assert by_area["S12000049"] > 20 * by_area["S12000023"], "islands have few"
    psychiatric = episodes[episodes["record_type"] == "SMR04"].merge(
        episodes[episodes["record_type"] == "SMR01"], on="person"
    )
    inside = (psychiatric["admission_date_y"] > psychiatric["admission_date_x"]) & (
        psychiatric["discharge_date_y"] < psychiatric["discharge_date_x"]
    )
    assert inside.any(), "acute stays inside psychiatric ones"


def test_its_rates_are_of_the_right_order_and_its_figures_say_what_they_are(
    made: dict[str, Path],
) -> None:
    counts = derive_counts(
        {key: [path] for key, path in made.items()},
        DECLARED,
        (Month(2022, 4), Month(2024, 3)),
        partnerships(),
    )
    assert counts.synthetic
    frame = counts.frame[(counts.frame["period"] == "2023/24") & (counts.frame["locality"] == "")]
    scotland = frame[frame["area_code"] == "S92000003"].set_index("indicator")
    rate = scotland["numerator"] / scotland["denominator"]
    assert 0.08 < rate["NI-12"] < 0.25
    assert 0.05 < rate["NI-14"] < 0.2
    assert 0.8 < rate["NI-15"] < 0.99
    assert 0.01 < rate["NI-16"] < 0.15
    assert rate[[key for key in rate.index if key.startswith("MSG-5")]].sum() == pytest.approx(1)


def test_nothing_is_written_over(tmp_path: Path) -> None:
    with pytest.raises(ParametersError, match="is there already"):
        synthetic.generate(tmp_path, 1_000, 1)
    with pytest.raises(ParametersError, match="at least 1,000 episodes"):
        synthetic.generate(tmp_path / "new", 999, 1)
    assert list(tmp_path.iterdir()) == []
