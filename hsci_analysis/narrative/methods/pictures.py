"""The words that stand in for a chart of rows: what it shows, and its figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

MOST_TOLD: Final = 10


def rows_in_words(shown: str, rows: Sequence[tuple[str, str, float]]) -> str:
    """What a dot chart shows, with each row's figure; of many rows, the least and the greatest.

    Parameters
    ----------
    rows
        Name, figure as written, and the figure.
    """
    if len(rows) <= MOST_TOLD:
        told = "; ".join(f"{name}, {written}" for name, written, _ in rows)
        return f"Dot chart of {shown}. {told}."
    least = min(rows, key=lambda row: row[2])
    greatest = max(rows, key=lambda row: row[2])
    return (
        f"Dot chart of {shown}, {len(rows)} rows. Least: {least[0]}, {least[1]}. "
        f"Greatest: {greatest[0]}, {greatest[1]}. The table after it has all of them."
    )
