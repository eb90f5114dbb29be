"""A year by age, reason and deprivation: parts that add up, and nothing that is not whole."""

import pytest

from hsci_analysis.areas import find_partnership
from hsci_analysis.findings.breakdowns import breakdown_findings
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.indicators.values import indicator_value
from hsci_analysis.periods import FinancialYear


def stated(name, year, column):
    found = breakdown_findings(find_partnership(name), FinancialYear(year))
    return [finding for finding in found if f", {column} " in finding.measure]


@pytest.mark.parametrize("name", ["Scottish Borders", "Clackmannanshire and Stirling"])
@pytest.mark.parametrize("column", ["age_group", "reason"])
def test_ages_and_reasons_add_up_to_the_ministerial_indicator(name, column):
    total = indicator_value("MSG-4", name, "2024/25").value
    assert sum(finding.value for finding in stated(name, 2024, column)) == total


def test_a_year_that_is_not_wholly_held_has_no_figure():
    fifths = stated("Glasgow City", 2023, "deprivation_quintile")
    assert len(fifths) == 5
    assert all(finding.value is None and finding.reason for finding in fifths)
    assert all(finding.value for finding in stated("Glasgow City", 2021, "deprivation_quintile"))


def test_a_fifth_with_a_week_withheld_has_no_figure():
    values = [each.value for each in stated("Orkney Islands", 2022, "deprivation_quintile")]
    assert None in values
    assert any(values)


def test_they_can_be_written_and_read_again():
    ledger = Ledger(breakdown_findings(find_partnership("Fife"), FinancialYear(2022)))
    assert Ledger.from_json(ledger.to_json()) == ledger
