"""Text that no spreadsheet takes for a formula, wherever it came from."""

from __future__ import annotations

import pandas as pd

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def neutral(text: str) -> str:
    """The text, behind an apostrophe where it would begin a formula."""
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text


def neutral_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with all its texts, column names included, made neutral; numbers as they are."""
    texts = {
        name: frame[name].map(lambda cell: neutral(cell) if isinstance(cell, str) else cell)
        for name in frame.columns
        if not pd.api.types.is_numeric_dtype(frame[name])
    }
    return frame.assign(**texts).rename(columns=neutral)
