"""The one policy of disclosure control, as its file says it."""

from pathlib import Path

import pytest

from hsci_analysis.errors import ParametersError
from hsci_analysis.measures.disclosure import DisclosurePolicy
from hsci_analysis.parameters.disclosure import read_disclosure


def test_counts_from_1_to_9_are_hidden_unless_the_file_says_otherwise(parameters: Path) -> None:
    assert read_disclosure().policy == DisclosurePolicy(9, zeros_shown=True)
    path = parameters / "disclosure.yaml"
    written = path.read_text(encoding="utf-8").replace(
        "largest_suppressed: 9", "largest_suppressed: 10"
    )
    path.write_text(written.replace("zeros: shown", "zeros: suppressed"), encoding="utf-8")
    assert read_disclosure().policy == DisclosurePolicy(10, zeros_shown=False)


def test_what_is_left_as_it_is_published_is_listed_with_the_reason() -> None:
    left = read_disclosure().left_as_published
    assert len(left) > 3
    assert any("NI-19" in each.figures for each in left)
    assert all(each.why.strip() for each in left)


def test_everything_wrong_in_the_policy_is_told_at_once(parameters: Path) -> None:
    (parameters / "disclosure.yaml").write_text(
        "largest_suppressed: 11\nzeros: hidden\nleft_as_published:\n  - figures: some\n    wy: x\n"
    )
    with pytest.raises(ParametersError) as refused:
        read_disclosure()
    for promise in (
        "largest_suppressed: expected the largest count that is hidden, 1 to 10; ",
        "zeros: expected zeros: shown or suppressed; ",
        "left_as_published[1].why: is missing; expected why the policy does not touch them",
        "left_as_published[1].wy: no key called 'wy'; did you mean 'why'",
    ):
        assert f"  - {promise}" in str(refused.value)
