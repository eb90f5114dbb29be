"""What a report is asked for: defaults, then the partnership's file, then what is asked."""

import datetime
from pathlib import Path

import pytest

from hsci_analysis.errors import ParametersError, UnknownNameError
from hsci_analysis.indicators.change import SIMILAR_WITHIN
from hsci_analysis.indicators.outcomes import EDINBURGH_2022_23
from hsci_analysis.measures.series import series
from hsci_analysis.models.estimation_window import DEFAULT, EstimationWindow, LeftOut, Model
from hsci_analysis.models.forecast.forecast import forecast
from hsci_analysis.models.spc import Segment
from hsci_analysis.parameters.report import estimation_window_for, report_parameters
from hsci_analysis.periods import FinancialYear, Month


def test_the_defaults_hold_where_nothing_else_is_said() -> None:
    report = report_parameters("Scottish Borders")
    assert report.partnership.code == "S37000025"
    assert report.reporting_year == FinancialYear(2024)
    assert (report.first_month, report.last_month) == (Month(2024, 4), Month(2025, 3))


def test_the_segments_are_those_of_public_health_scotlands_run_charts() -> None:
    assert report_parameters("fife").display_segments == (
        Segment("before the pandemic", Month(2016, 7), Month(2020, 2)),
        Segment("pandemic", Month(2020, 3), Month(2022, 6), carried_forward=True),
        Segment("since July 2022", Month(2022, 7), None),
    )


def test_a_partnerships_file_goes_before_the_defaults_and_what_is_asked_before_both(
    parameters: Path,
) -> None:
    (parameters / "partnerships" / "fife.yaml").write_text(
        'partnership: Fife\nreporting_year: "2021/22"\n'
        'display_segments:\n  - name: all\n    first: "2018-04"\n'
    )
    fife = report_parameters("fife")
    assert fife.reporting_year == FinancialYear(2021)
    assert fife.display_segments == (Segment("all", Month(2018, 4), None),)
    assert report_parameters("fife", "2022-23").reporting_year == FinancialYear(2022)
    assert report_parameters("moray").reporting_year == FinancialYear(2024)


def test_a_partnership_maps_indicators_to_outcomes_as_it_reports_them(parameters: Path) -> None:
    (parameters / "partnerships" / "fife.yaml").write_text(
        "partnership: Fife\nsimilar_within_per_cent: 2.5\noutcomes:\n"
        "  source: Strategic plan 2023 to 2026\n  mapping:\n"
        "    - outcome: 9\n      indicators: [ni19, MSG-4]\n"
        "    - outcome: 2\n      indicators: [NI-19]\n"
    )
    fife = report_parameters("fife")
    assert fife.outcome_mapping.source == "Strategic plan 2023 to 2026"
    assert [each.number for each in fife.outcome_mapping.outcomes("NI-19")] == [2, 9]
    assert fife.outcome_mapping.outcomes("NI-1") == ()
    assert fife.similar_within_per_cent == 2.5


def test_without_a_mapping_of_its_own_a_published_one_holds() -> None:
    moray = report_parameters("moray")
    assert moray.outcome_mapping is EDINBURGH_2022_23
    assert moray.similar_within_per_cent == SIMILAR_WITHIN


@pytest.mark.parametrize("spelling", ["scottish-borders", "S37000025", "the scottish borders"])
def test_every_spelling_asks_for_the_same_report(spelling: str) -> None:
    assert report_parameters(spelling) == report_parameters("Scottish Borders")


def test_an_unknown_partnership_is_refused_with_the_nearest_names() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'Scottish Borders'"):
        report_parameters("Scotish Bordres")


@pytest.mark.parametrize("year", ["2024", "2024/26", "24/25", "", "2024/25 "[:-2]])
def test_what_is_no_financial_year_is_refused(year: str) -> None:
    with pytest.raises(ParametersError, match="financial year such as 2024/25"):
        report_parameters("fife", year)


def test_a_year_before_the_first_reports_is_refused() -> None:
    with pytest.raises(ParametersError, match="2016/17 and later years"):
        report_parameters("fife", "2015/16")
    assert report_parameters("fife", "2016/17").first_month == Month(2016, 4)


def test_a_year_that_has_not_begun_is_refused() -> None:
    next_year = FinancialYear.of(datetime.date.today()) + 1
    with pytest.raises(ParametersError, match="it has not begun"):
        report_parameters("fife", str(next_year))
    assert report_parameters("fife", str(next_year + -1)).reporting_year == next_year + -1


def test_shown_in_a_notebook_it_names_partnership_year_and_months() -> None:
    shown = report_parameters("orkney-islands", "2022/23")._repr_markdown_()
    assert shown == (
        "**Orkney Islands Health and Social Care Partnership**, "
        "financial year 2022/23 (April 2022 to March 2023)."
    )


def test_the_library_leaves_out_what_the_shipped_defaults_say() -> None:
    assert report_parameters("moray").estimation_window == DEFAULT


def test_a_partnership_may_leave_out_other_days_or_none(parameters: Path) -> None:
    fife = parameters / "partnerships" / "fife.yaml"
    fife.write_text(
        "partnership: Fife\nestimation_window:\n"
        '  - {first: "2020-03-01", last: "2020-06-30", reason: first wave, models: [change]}\n'
    )
    of_fife = EstimationWindow(
        (
            LeftOut(
                datetime.date(2020, 3, 1),
                datetime.date(2020, 6, 30),
                "first wave",
                models=(Model.CHANGE,),
            ),
        )
    )
    assert report_parameters("fife").estimation_window == of_fife
    assert estimation_window_for(["Fife"]) == of_fife
    assert estimation_window_for(["NHS Fife"]) == DEFAULT
    # areas that add up are learnt alike
    assert estimation_window_for(["Fife", "Moray"]) == DEFAULT
    fife.write_text("partnership: Fife\nestimation_window: []\n")
    assert report_parameters("fife").estimation_window == EstimationWindow()


def test_a_forecast_is_made_with_the_window_it_is_given(parameters: Path) -> None:
    (parameters / "partnerships" / "fife.yaml").write_text(
        "partnership: Fife\nestimation_window: []\n"
    )
    beds = series("delayed_discharge_bed_days", "Fife")
    window = report_parameters("fife").estimation_window
    made, usual = forecast(beds, estimation_window=window), forecast(beds)
    assert made.settings.estimation_window == EstimationWindow()
    assert not made.frame.equals(usual.frame)
