"""One measure of one area: what it adds up, whose figures it takes, and what it refuses."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from hsci_analysis.areas import SCOTLAND, find_partnership, health_boards, partnerships
from hsci_analysis.errors import SeriesError, SourceError, UnknownNameError
from hsci_analysis.folders import ROOT
from hsci_analysis.measures.catalogue import MEASURES, Basis, find_measure
from hsci_analysis.measures.series import MeasureSeries, series
from hsci_analysis.periods import Month
from hsci_analysis.sources import source
from hsci_analysis.tables import read_table

DELAYED = "delayed_discharge_bed_days"
RESIDENCE_TABLE = "delayed_discharges_by_council_area"


@pytest.fixture
def rewritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, Callable[[pd.DataFrame], pd.DataFrame]], None]:
    """Change a table, as one put together by hand might be."""

    def rewrite(table: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
        data = tmp_path / "data"
        shutil.copytree(ROOT / "data", data)
        path = data / "snapshot" / f"{table}.parquet"
        change(pd.read_parquet(path)).to_parquet(path, index=False)
        register = data / "sources.toml"
        text = register.read_text(encoding="utf-8")
        now = hashlib.sha256(path.read_bytes()).hexdigest()
        register.write_text(text.replace(source(table).table_sha256, now), encoding="utf-8")
        monkeypatch.setenv("HSCI_DATA", str(data))

    return rewrite


@pytest.fixture
def figures_without(
    rewritten: Callable[[str, Callable[[pd.DataFrame], pd.DataFrame]], None],
) -> Callable[[Callable[[pd.DataFrame], pd.Series]], None]:
    """Leave rows out of the delayed-discharge table."""
    return lambda unwanted: rewritten(RESIDENCE_TABLE, lambda rows: rows[~unwanted(rows)])


def value(of: MeasureSeries, period: str) -> float:
    return float(of.values[period])


def test_published_months_of_a_partnership() -> None:
    """Scottish Borders, October 2024 and August 2025, as Public Health Scotland published them."""
    borders = series(DELAYED, "Scottish Borders")
    assert (value(borders, "2024-10"), value(borders, "2025-08")) == (2678, 1827)
    assert (str(borders.first_month), str(borders.last_month)) == ("2016-07", "2025-08")
    assert len(borders.frame) == 110
    assert (borders.unit, borders.basis) == ("bed days", Basis.RESIDENCE)
    assert set(borders.frame["status"]) == {"published"}
    assert borders.source.publisher == "Public Health Scotland"


def test_scotland_counts_people_of_no_known_council_area_too() -> None:
    scotland = series(DELAYED, SCOTLAND)
    assert value(scotland, "2024-10") == 62_914
    councils = sum(value(series(DELAYED, p), "2024-10") for p in partnerships())
    assert councils < 62_914


def test_a_partnership_of_two_council_areas_is_their_sum() -> None:
    joint = series(DELAYED, "Clackmannanshire and Stirling").values
    parts = series(DELAYED, "Clackmannanshire").values + series(DELAYED, "Stirling").values
    pd.testing.assert_series_equal(joint, parts)


def test_parts_add_up_to_the_whole() -> None:
    whole = series(DELAYED, "Fife").values
    ages = [series(DELAYED, "Fife", age_group=age).values for age in ("18-74", "75+")]
    pd.testing.assert_series_equal(ages[0] + ages[1], whole)
    part = series(DELAYED, "Fife", age_group="75+", reason="code 9: other")
    assert part.breakdown == (("age_group", "75+"), ("reason", "code 9: other"))


def test_residence_and_treatment_are_told_apart_even_where_areas_coincide() -> None:
    residents, treated = series(DELAYED, "Scottish Borders"), series(DELAYED, "NHS Borders")
    assert (residents.basis, treated.basis) == (Basis.RESIDENCE, Basis.TREATMENT)
    assert value(residents, "2024-10") != value(treated, "2024-10")
    assert residents.source.key != treated.source.key


def test_the_daily_average_divides_by_the_days_of_each_month() -> None:
    bed_days = series(DELAYED, "Scottish Borders")
    beds = bed_days.daily_average()
    assert beds.unit == "beds"
    assert value(beds, "2024-02") == pytest.approx(1949 / 29)
    assert value(beds, "2023-02") == pytest.approx(1951 / 28)


def test_a_week_divides_by_seven() -> None:
    glasgow = series("emergency_admissions", "Glasgow City")
    by_day = glasgow.daily_average()
    pd.testing.assert_series_equal(by_day.values, glasgow.values / 7)
    assert by_day.unit == "admissions a day"


def test_an_average_is_not_taken_twice() -> None:
    with pytest.raises(SeriesError, match="is in beds already"):
        series(DELAYED, "Fife").daily_average().daily_average()


def test_a_suppressed_part_hides_the_total_and_leaves_its_bounds() -> None:
    shetland = series("emergency_admissions", "Shetland Islands").frame
    hidden = shetland[shetland["status"] == "suppressed"]
    assert len(hidden) > 0
    assert hidden["value"].isna().all()
    width = hidden["upper"] - hidden["lower"]
    assert (width > 0).all()
    assert (width % 4 == 0).all()
    known = shetland[shetland["status"] == "published"]
    assert (known["lower"] == known["value"]).all()
    assert (known["upper"] == known["value"]).all()


def test_cutting_a_series_keeps_whole_periods() -> None:
    borders = series(DELAYED, "Scottish Borders").since(Month(2024, 4)).until(Month(2025, 3))
    assert (str(borders.first_month), str(borders.last_month)) == ("2024-04", "2025-03")
    weeks = series("emergency_admissions", "Fife").until(Month(2023, 5))
    assert weeks.periods[-1].end_time.date().isoformat() == "2023-05-28"


def test_cutting_everything_away_is_refused_with_what_there_is() -> None:
    with pytest.raises(SeriesError, match="from July 2016 to August 2025"):
        series(DELAYED, "Fife").until(Month(2016, 6))


@pytest.mark.parametrize(
    ("measure", "area", "breakdown", "said"),
    [
        ("delayed_discharge_beddays", "Fife", {}, "did you mean 'delayed_discharge_bed_days'"),
        (DELAYED, "Fief", {}, "did you mean 'Fife'"),
        (DELAYED, "Fife", {"age": "75+"}, "did you mean 'age_group'"),
        (DELAYED, "Fife", {"age_group": "75plus"}, "there is '18-74', '75+'"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(
    measure: str, area: str, breakdown: dict[str, str], said: str
) -> None:
    with pytest.raises(UnknownNameError) as refusal:
        series(measure, area, **breakdown)
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    ("measure", "area", "said"),
    [
        ("care_at_home_hours", "NHS Fife", "by area of residence only"),
        ("emergency_admissions", "Stirling", "ask for its partnership"),
        ("accident_and_emergency_attendances", "Fife", "by board of treatment only"),
    ],
)
def test_figures_are_never_made_up_from_another_basis_or_a_coarser_area(
    measure: str, area: str, said: str
) -> None:
    with pytest.raises(SeriesError) as refusal:
        series(measure, area)
    assert said in str(refusal.value)


def test_a_missing_month_is_refused_not_skipped(
    figures_without: Callable[[Callable[[pd.DataFrame], pd.Series]], None],
) -> None:
    figures_without(lambda rows: rows["month"] == "2020-05-01")
    with pytest.raises(SeriesError, match=r"lacks 1 of 110 months \(2020-05\)"):
        series(DELAYED, "Fife")


def test_a_partnership_that_lost_a_council_area_is_refused(
    figures_without: Callable[[Callable[[pd.DataFrame], pd.Series]], None],
) -> None:
    figures_without(lambda rows: rows["area_code"] == "S12000005")
    with pytest.raises(SeriesError, match="S12000005"):
        series(DELAYED, "Clackmannanshire and Stirling")


def test_every_measure_serves_every_area_it_says_it_does() -> None:
    for measure in MEASURES.values():
        bases = {figures.basis for figures in measure.figures}
        areas = [*(partnerships() if Basis.RESIDENCE in bases else ())]
        areas += [*(health_boards() if Basis.TREATMENT in bases else ())]
        for area in (*areas, SCOTLAND):
            assert not series(measure.key, area).frame.empty


def test_no_two_figures_of_a_measure_serve_the_same_areas_and_breakdowns() -> None:
    for measure in MEASURES.values():
        served = [(each.basis, each.of_boards, each.breakdowns) for each in measure.figures]
        assert len(served) == len(set(served))
        assert find_measure(measure.key) is measure


def test_a_share_is_one_sum_over_another_never_a_mean_of_shares() -> None:
    within = series("accident_and_emergency_within_4_hours", "NHS Fife")
    rows = read_table("accident_and_emergency_attendances")
    fife = rows[(rows["health_board"] == "S08000029") & (rows["month"] == "2025-02-01")]
    share = 100 * fife["within_4_hours"].sum() / fife["attendances"].sum()
    mean_of_shares = (100 * fife["within_4_hours"] / fife["attendances"]).mean()
    assert value(within, "2025-02") == pytest.approx(share)
    assert value(within, "2025-02") != pytest.approx(mean_of_shares, abs=0.1)
    assert within.unit == "% of attendances"


def test_occupancy_of_scotland_as_published() -> None:
    occupancy = series("bed_occupancy", SCOTLAND)
    assert occupancy.frame.index.name == "quarter"
    assert (str(occupancy.first_month), str(occupancy.last_month)) == ("2016-10", "2024-12")
    assert value(occupancy, "2020Q2") == pytest.approx(61.6, abs=0.05)
    assert value(occupancy, "2024Q4") == pytest.approx(88.8, abs=0.05)


def test_length_of_stay_as_published_with_its_provisional_quarter() -> None:
    stays = series("emergency_length_of_stay", SCOTLAND)
    assert value(stays, "2017Q3") == pytest.approx(7.322803098)
    assert list(stays.frame["status"].unique()) == ["published", "provisional"]
    last = stays.frame.iloc[-1]
    assert (last["status"], last["lower"], last["upper"]) == (
        "provisional",
        last["value"],
        last["value"],
    )


def test_what_a_council_did_not_submit_is_told_and_has_no_bounds() -> None:
    moray = series("care_at_home_hours", "Moray").frame
    assert len(moray) == 25
    assert moray.loc["2018Q1", "status"] == "not submitted"
    assert moray.loc["2018Q1", ["value", "lower", "upper"]].isna().all()
    assert moray.loc["2018Q2", "value"] == 316_315
    scotland = series("care_at_home_hours", SCOTLAND).frame
    assert scotland.loc["2018Q1", "status"] == "not submitted"


def test_all_ages_are_as_published_not_the_sum_of_rounded_ages() -> None:
    everyone = series("care_at_home_people", "Glasgow City")
    assert value(everyone, "2018Q1") == 6_665
    assert (
        series("care_at_home_people", "Glasgow City", age_group="85+").frame.loc["2018Q1", "status"]
        == "not submitted"
    )
    both = series("care_at_home_people", "Clackmannanshire and Stirling").values
    parts = [
        series("care_at_home_people", name).values for name in ("Clackmannanshire", "Stirling")
    ]
    pd.testing.assert_series_equal(both, parts[0] + parts[1])


def test_a_share_of_nobody_is_no_figure(
    rewritten: Callable[[str, Callable[[pd.DataFrame], pd.DataFrame]], None],
) -> None:
    def nobody_came(rows: pd.DataFrame) -> pd.DataFrame:
        shetland = (rows["health_board"] == "S08000026") & (rows["month"] == "2023-05-01")
        return rows.assign(
            attendances=rows["attendances"].mask(shetland, 0),
            over_12_hours=rows["over_12_hours"].mask(shetland, 0),
        )

    rewritten("accident_and_emergency_waits", nobody_came)
    last = series("accident_and_emergency_over_12_hours_share", "NHS Shetland").frame.iloc[-1]
    assert last["status"] == "nobody to divide by"
    assert last[["value", "lower", "upper"]].isna().all()


def test_what_does_not_add_up_over_days_has_no_daily_average() -> None:
    with pytest.raises(SeriesError, match="has no daily average"):
        series("bed_occupancy", "NHS Fife").daily_average()
    assert series("emergency_bed_days", "NHS Fife").daily_average().unit == "beds"


def test_no_share_is_of_figures_that_may_be_suppressed() -> None:
    """The bounds of a share of suppressed counts are not worked out, so there must be none."""
    for measure in MEASURES.values():
        for figures in measure.figures:
            if not figures.divided_by:
                continue
            rows = read_table(figures.table)
            if "status" in rows:
                assert not rows["status"].isin(["suppressed", "not submitted"]).any()


def test_admissions_of_a_board_s_residents_by_age_or_sex() -> None:
    """As published for the first week of 2020; ages and sexes are never crossed."""
    borders = {
        str(breakdown): series("emergency_admissions", "NHS Borders", **breakdown).frame.iloc[0]
        for breakdown in ({}, {"age_group": "75-84"}, {"sex": "female"})
    }
    whole, old, women = borders.values()
    assert whole["status"] == old["status"] == women["status"] == "published"
    assert 0 < old["value"] < whole["value"]
    assert 0 < women["value"] < whole["value"]
    with pytest.raises(UnknownNameError, match="no sex called 'female'"):
        series("emergency_admissions", "NHS Borders", age_group="75-84", sex="female")


def test_a_suppressed_week_of_a_small_board_is_bounded() -> None:
    young = series("emergency_admissions", "NHS Shetland", age_group="5-14").frame
    hidden = young[young["status"] == "suppressed"]
    assert len(hidden) > 100
    assert hidden["value"].isna().all()
    assert (hidden["lower"] == 0).all()
    assert (hidden["upper"] == 4).all()


def test_a_breakdown_nobody_has_fetched_says_how_to_get_it() -> None:
    fetch = "hsci data fetch weekly_admissions_by_partnership_age_and_sex"
    with pytest.raises(SourceError, match=fetch):
        series("emergency_admissions", "Fife", sex="female")
    assert series("emergency_admissions", "Fife", deprivation_quintile=1).breakdown


def test_an_area_may_be_given_as_itself() -> None:
    fife = find_partnership("fife")
    assert series(DELAYED, fife).frame.equals(series(DELAYED, "Fife").frame)
