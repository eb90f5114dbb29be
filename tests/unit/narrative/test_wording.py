"""Words that agree with their numbers and dates."""

import pytest

from hsci_analysis.narrative.wording import counted, month_range
from hsci_analysis.periods import Month


@pytest.mark.parametrize(
    ("written", "said"),
    [("1", "1 month"), ("0", "0 months"), ("1.0", "1.0 months"), ("0.85", "0.85 months")],
)
def test_only_a_whole_one_is_singular(written, said):
    assert counted(written, "month", "months") == said


def test_a_range_of_months_names_a_single_month_once():
    assert month_range(Month(2024, 4), Month(2025, 3)) == "April 2024 to March 2025"
    assert month_range(Month(2024, 4), Month(2024, 4)) == "April 2024"
