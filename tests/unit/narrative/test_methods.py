"""What the page of methods tells is what was measured, and all of what may be said."""

import re

import pandas as pd
import pytest

from hsci_analysis.findings.finding import VERDICTS
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.models.change.error_rates import error_rates
from hsci_analysis.models.forecast.aims import aims
from hsci_analysis.models.forecast.benchmark import SETS, benchmark_figures
from hsci_analysis.models.process_control.rule_sets import RULE_SETS
from hsci_analysis.narrative.language import LANGUAGE
from hsci_analysis.narrative.methods import change_tests, figures, forecasts, process_control
from hsci_analysis.narrative.methods.licensed_language import licensed_language
from hsci_analysis.narrative.methods.pictures import rows_in_words
from hsci_analysis.parameters.report import national_parameters


def test_every_kind_and_verdict_has_its_sentences() -> None:
    told = {(row[0], row[1]) for row in licensed_language().rows}
    assert told >= {
        (str(kind), str(one)) for kind, verdicts in VERDICTS.items() for one in verdicts
    }


def test_the_language_is_whole_and_has_no_blank_left() -> None:
    text = "\n".join(row[2] for row in licensed_language().rows)
    assert not re.search(r"[{}]", text)
    assert text.count("[") == text.count("]")
    for variants in LANGUAGE.values():
        for variant in variants:
            assert all(part.strip() in text for part in re.split(r"\{\w+\}", variant))


def test_every_aim_that_is_missed_is_told_and_no_other() -> None:
    told = str(forecasts.aims_in_words())
    missed = [aim for aim in aims() if not aim.met]
    assert told.count("\n- ") == len(missed)
    assert all(aim.what in told for aim in missed)
    assert len(aims()) == len(forecasts.aims_table().rows) == 20


def test_the_aims_known_to_be_missed_are() -> None:
    reached = {(aim.what, aim.sets): round(aim.reached, 3) for aim in aims() if not aim.met}
    best = "of the best single statsforecast model"
    assert reached[f"Score over that {best}", "A to D, on average"] == pytest.approx(0.904)
    assert reached["Score over that of last year's figures", "B"] == pytest.approx(0.708)
    assert reached[f"Error of the median over that {best}", "C"] == pytest.approx(1.009)
    assert ("Share inside the 80 % interval", "A") in reached
    assert ("Share inside the 80 % interval", "B") in reached


def test_whatever_does_better_than_ours_is_told() -> None:
    table, told = benchmark_figures(), forecasts.not_best()
    better = set()
    for key, of_set in table.groupby("set"):
        by_method = of_set.set_index("method")
        for figure, name in forecasts.FIGURES.items():
            ours = by_method.loc["hsci_analysis", figure]
            better |= {(key, name, method) for method in by_method.index[by_method[figure] < ours]}
    cells = {(row[0][0], row[1]): row[3] for row in told.rows}
    assert better
    assert len(cells) == len({(key, name) for key, name, _ in better})
    for key, name, method in better:
        assert forecasts.NAMES.get(method, method) in cells[key, name]


def test_every_method_of_every_set_is_in_its_table() -> None:
    counts = benchmark_figures()["set"].value_counts()
    assert {key: len(forecasts.scores(key).rows) for key in SETS} == counts.to_dict()


def test_rates_where_nothing_changed_are_as_measured() -> None:
    rates = error_rates()
    told = {(row[0], row[1]): row[3:] for row in change_tests.false_alarms().rows}
    assert len(told) == 16
    for (figure, question), (returning, walk) in told.items():
        rows = rates[
            (rates["figures"] == figure)
            & (rates["question"] == question)
            & (rates["change"] == "none")
        ].set_index("moving")["found"]
        assert returning == f"{rows['autoregression']:.1f} %"
        assert walk == f"{rows['random walk']:.1f} %"
    words = str(change_tests.false_alarms_in_words())
    returning = rates[(rates["change"] == "none") & (rates["moving"] == "autoregression")]["found"]
    assert f"In {returning.min():.1f} to {returning.max():.1f} of a hundred" in words


def test_measured_rates_are_shares_of_many_series() -> None:
    rates = error_rates()
    assert rates["found"].between(0, 100).all()
    assert (rates.loc[rates["change"] == "none", "tested"] > 900).all()
    assert pd.notna(rates.drop(columns="smallest_rise")).all().all()


def test_the_three_rule_sets_stand_by_name() -> None:
    table = process_control.rules()
    assert table.columns[1:] == tuple(each.name for each in RULE_SETS.values())
    shift = next(row for row in table.rows if row[0].startswith("Shift"))
    assert shift[1:] == tuple(str(each.shift) for each in RULE_SETS.values())


def test_departures_are_those_of_the_page_beside_the_code() -> None:
    rows = process_control.departures().rows
    assert len(rows) >= 10
    assert all(len(row) == 4 and all(row) for row in rows)


def test_every_indicator_is_told_with_limits_or_why_it_has_none() -> None:
    told = ", ".join(row[1] for row in figures.intervals().rows).split(", ")
    assert sorted(key for key in told if key != "none") == sorted(INDICATORS)


def test_every_break_is_told() -> None:
    every = {each for indicator in INDICATORS.values() for each in indicator.breaks}
    assert {row[2] for row in figures.breaks().rows} == {each.footnote for each in every}


def test_settings_are_those_of_the_parameter_files() -> None:
    asked = national_parameters("2024/25")
    told = dict(figures.settings(asked).rows)
    assert f"{asked.similar_within_per_cent:g} per cent" in told["Much the same"]
    assert all(f"Shown apart: {segment.name}" in told for segment in asked.display_segments)
    for each in asked.estimation_window:
        assert any(each.reason in value for value in told.values())
    assert "hidden" in str(figures.disclosure())


def test_a_picture_of_many_rows_is_told_by_its_ends() -> None:
    rows = [(f"row {number}", f"{number} %", float(number)) for number in range(12)]
    words = rows_in_words("twelve rows", rows)
    assert "Least: row 0, 0 %" in words
    assert "Greatest: row 11, 11 %" in words
    assert rows_in_words("two rows", rows[:2]).endswith("row 0, 0 %; row 1, 1 %.")
