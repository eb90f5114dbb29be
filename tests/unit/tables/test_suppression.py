"""A count that is not published is 0 to 4, and a total says so."""

import pandas as pd

from hsci_analysis.tables.suppression import bounds


def _week(*admissions: int | None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "week_ending": pd.Timestamp("2023-06-25"),
            "area_code": "S37000026",
            "deprivation_quintile": range(1, len(admissions) + 1),
            "admission_type": "emergency",
            "admissions": pd.array(admissions, dtype="Int64"),
        }
    )


def _total(*admissions: int | None) -> tuple[int, int, int]:
    (total,) = bounds(_week(*admissions), ["week_ending", "area_code"]).to_dict("records")
    return total["lower"], total["upper"], total["suppressed"]


def test_a_total_of_published_counts_is_known() -> None:
    assert _total(5, 6, 7, 8, 9) == (35, 35, 0)


def test_each_suppressed_count_adds_nought_to_four() -> None:
    assert _total(None, 6, None, 8, 9) == (23, 31, 2)
    assert _total(None, None, None, None, None) == (0, 20, 5)
