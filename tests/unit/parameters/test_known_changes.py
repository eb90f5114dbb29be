"""Known changes in a partnership's own file: read as written, or refused with all that is wrong."""

from datetime import date
from pathlib import Path

import pytest

from hsci_analysis.errors import ParametersError
from hsci_analysis.models.interrupted.known_change import Form, KnownChange
from hsci_analysis.parameters.report import report_parameters
from hsci_analysis.periods import Month

WRITTEN = """\
partnership: Fife
known_changes:
  - name: home first
    month: "2023-06"
    form: level and slope
    registered: "2023-05-01"
    lag_months: 3
    control: [Scotland]
  - name: new ward
    month: "2022-11"
    form: level
    registered: "2022-10-01"
    measure: accident_and_emergency_attendances
"""


def write(parameters: Path, text: str) -> None:
    (parameters / "partnerships" / "fife.yaml").write_text(text, encoding="utf-8")


def test_changes_are_read_as_they_were_written_down(parameters: Path) -> None:
    write(parameters, WRITTEN)
    first, second = report_parameters("fife").known_changes

    assert first == KnownChange(
        name="home first",
        month=Month(2023, 6),
        form=Form.BOTH,
        registered=date(2023, 5, 1),
        lag_months=3,
        control=("Scotland",),
    )
    assert (second.control, second.lag_months, second.form) == ((), 0, Form.LEVEL)
    assert second.measure == "accident_and_emergency_attendances"


def test_without_any_there_are_none(parameters: Path) -> None:
    assert report_parameters("fife").known_changes == ()


def test_everything_wrong_is_told_at_once(parameters: Path) -> None:
    write(
        parameters,
        """
        partnership: Fife
        known_changes:
          - name: ""
            month: "2023-13"
            form: jump
            registered: "2023-05-41"
            lag_months: -3
            control: [Scotlnad]
            measure: delays
            when: now
        """,
    )
    with pytest.raises(ParametersError) as refused:
        report_parameters("fife")
    for promise in (
        "known_changes[1].name: expected what changed, in a few words; ",
        "known_changes[1].month: there is no month 13",
        "known_changes[1].form: expected what it would change: level, slope, level and slope; ",
        "known_changes[1].registered: '2023-05-41' is not a day such as 2025-03-31",
        "known_changes[1].lag_months: expected months left out from its first one on; ",
        "known_changes[1].control[1]: no area called 'Scotlnad'; did you mean 'Scotland'",
        "known_changes[1].measure: no measure called 'delays'",
        "known_changes[1].when: no key called 'when'",
    ):
        assert f"  - {promise}" in str(refused.value)


@pytest.mark.parametrize("missing", ["name", "month", "form", "registered"])
def test_what_must_be_settled_beforehand_must_be_there(parameters: Path, missing: str) -> None:
    lines = [line for line in WRITTEN.splitlines()[:8] if not line.strip().startswith(missing)]
    if missing == "name":
        lines = [
            line if "name" not in line else "  - lag_months: 3"
            for line in WRITTEN.splitlines()[:8]
            if "lag_months" not in line
        ]
    write(parameters, "\n".join(lines))
    with pytest.raises(ParametersError, match=rf"known_changes\[1\]\.{missing}: is missing"):
        report_parameters("fife")


def test_they_belong_to_a_partnership_not_to_the_defaults(parameters: Path) -> None:
    defaults = parameters / "defaults.yaml"
    defaults.write_text(defaults.read_text(encoding="utf-8") + "known_changes: []\n")
    with pytest.raises(ParametersError, match="no key called 'known_changes'"):
        report_parameters("fife")
