"""A made-up extract of any size, labelled synthetic in every file and every row.

It has what real ones have and rules are for: transfers within a journey, readmissions, acute stays
inside psychiatric ones, people not yet discharged, deaths in and out of hospital, missing CHI
numbers and data zones, islands with few people. Its rates are nobody's: they follow from round
figures.

People are made in batches, each from the seed and its own number, so that memory does not grow with
the extract, and the same seed and size always give the same files.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from hsci_analysis.errors import ParametersError, RunError
from hsci_analysis.records.input_files import LABEL, SYNTHETIC
from hsci_analysis.records.synthetic_people import people, spells
from hsci_analysis.records.synthetic_places import places, populations
from hsci_analysis.records.synthetic_records import (
    attendances_table,
    deaths_table,
    ends,
    episodes_table,
    records,
)

MOST_PEOPLE, EPISODES_A_PERSON = 60_000, 3
ATTENDANCES_AN_EPISODE = 0.7
ATTENDANCES_AT_A_TIME = 250_000
FEWEST_EPISODES = 1_000


def generate(folder: Path, episodes: int, seed: int) -> tuple[Path, ...]:
    """Write a synthetic extract of so many episodes into a new folder.

    Returns
    -------
    tuple of Path
        ``episodes.parquet``, ``attendances.parquet``, ``deaths.parquet``, ``populations.parquet``.

    Raises
    ------
    ParametersError
        If there is something at ``folder``, so that no file is ever written over, or too few
        episodes are asked for to have anything realistic.
    RunError
        If it cannot be written.
    """
    if episodes < FEWEST_EPISODES or seed < 0:
        raise ParametersError(
            f"at least {FEWEST_EPISODES:,} episodes and a seed from 0 up; {episodes:,} and {seed}"
            " were asked for"
        )
    if folder.exists():
        raise ParametersError(f"{folder.name} is there already; name a folder that is not")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            _write(aside, episodes, seed)
            aside.rename(folder)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise RunError(f"{folder.name} cannot be written: {error.strerror or error}") from error
    return tuple(sorted(folder.iterdir()))


def _write(folder: Path, episodes: int, seed: int) -> None:
    written = 0
    with _Files(folder) as files:
        for number in count():
            random = np.random.default_rng([seed, 0, number])
            size = min(MOST_PEOPLE, (episodes - written) // EPISODES_A_PERSON + 100)
            some = people(random, number * MOST_PEOPLE, size, places().shares)
            stays = spells(random, some)
            ended = ends(random, some, stays)
            table = episodes_table(
                random, some, stays, records(random, stays), ended, places()
            ).slice(0, episodes - written)
            files.write("episodes", table)
            files.write("deaths", deaths_table(random, some, ended, places()))
            written += table.num_rows
            if written == episodes:
                break
        files.write("populations", populations(episodes))
        for table in _attendances(round(ATTENDANCES_AN_EPISODE * episodes), seed):
            files.write("attendances", table)


def _attendances(wanted: int, seed: int) -> Iterator[pa.Table]:
    for number, begun in enumerate(range(0, wanted, ATTENDANCES_AT_A_TIME)):
        random = np.random.default_rng([seed, 1, number])
        yield attendances_table(random, min(ATTENDANCES_AT_A_TIME, wanted - begun), places())


class _Files:
    """The files of an extract, each labelled in its metadata, written a batch at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.writers: dict[str, pq.ParquetWriter] = {}

    def __enter__(self) -> _Files:
        return self

    def __exit__(self, *_: object) -> None:
        for writer in self.writers.values():
            writer.close()

    def write(self, name: str, table: pa.Table) -> None:
        table = table.replace_schema_metadata({LABEL: SYNTHETIC.encode()})
        if name not in self.writers:
            path = self.folder / f"{name}.parquet"
            self.writers[name] = pq.ParquetWriter(path, table.schema, compression="zstd")
        self.writers[name].write_table(table)
