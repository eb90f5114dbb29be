"""Small counts cannot be had from what is shown: tried by somebody who tries."""

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from hsci_analysis.errors import ParametersError, TableError
from hsci_analysis.measures.disclosure import DisclosurePolicy, ProtectedTable, protect

POLICY = DisclosurePolicy()
AGES = {"18+": ("18-64", "65-74", "75+")}
PLACES = {"Scotland": ("North", "South"), "North": ("A", "B", "C"), "South": ("D", "E")}


def counts(
    area_tree: Mapping[str, Sequence[str]], parts: Mapping[tuple[str, str], int]
) -> pd.DataFrame:
    """The parts of areas and ages, and all their totals, as one row a cell."""
    cells = dict(parts)
    ages = AGES["18+"]
    for total, of in reversed(area_tree.items()):
        for age in ages:
            cells[total, age] = sum(cells[area, age] for area in of)
    for area in dict.fromkeys(area for area, _ in cells):
        cells[area, "18+"] = sum(cells[area, age] for age in ages)
    rows = [(area, age, count) for (area, age), count in cells.items()]
    return pd.DataFrame(rows, columns=["area", "age", "count"])


def shielded(
    frame: pd.DataFrame, policy: DisclosurePolicy = POLICY, **more: object
) -> ProtectedTable:
    return protect(
        frame,
        cells=["area", "age"],
        value="count",
        dimensions=["area", "age"],
        totals={"area": PLACES, "age": AGES},
        policy=policy,
        **more,
    )


def attacked(
    shown: pd.DataFrame, least: int, totals: Mapping[str, Mapping[str, Sequence[str]]]
) -> dict[tuple[str, ...], tuple[float, float]]:
    """The least and the most each hidden cell can be, by linear programming on what is shown."""
    names = list(totals)
    cells = [tuple(row) for row in shown[names].itertuples(index=False)]
    known = dict(zip(cells, shown["count"], strict=True))
    hidden = [cell for cell in cells if known[cell] is pd.NA]
    rows, sums = [], []
    for cell, (axis, name) in itertools.product(cells, enumerate(names)):
        if cell[axis] not in totals[name]:
            continue
        parts = [(*cell[:axis], part, *cell[axis + 1 :]) for part in totals[name][cell[axis]]]
        row, right = np.zeros(len(hidden)), 0.0
        for sign, each in [(1, cell), *((-1, part) for part in parts)]:
            if known[each] is pd.NA:
                row[hidden.index(each)] += sign
            else:
                right -= sign * int(known[each])
        rows.append(row)
        sums.append(right)
    found = {}
    for place, cell in enumerate(hidden):
        ends = []
        for sign in (1, -1):
            goal = np.zeros(len(hidden))
            goal[place] = sign
            solved = linprog(goal, A_eq=np.array(rows), b_eq=sums, bounds=(least, None))
            assert solved.status in (0, 3)
            ends.append(sign * solved.fun if solved.status == 0 else np.inf)
        found[cell] = (ends[0], ends[1])
    return found


def held_back(
    frame: pd.DataFrame,
    done: ProtectedTable,
    totals: Mapping[str, Mapping[str, Sequence[str]]],
    policy: DisclosurePolicy,
) -> None:
    """Nothing small is shown, and the attack tells no hidden cell within the policy's range.

    But for what shown zeros tell: a total of two counts that are not zero is at least 2.
    """
    names = list(totals)
    truth = frame.set_index(names)["count"]
    shown = done.frame.set_index(names)["count"]
    least = 1 if policy.zeros_shown else 0
    small = truth[(truth >= least) & (truth <= policy.largest_suppressed)].index
    assert shown[small].isna().all()
    told = shown.notna()
    assert (shown[told].astype("int64") == truth[told]).all()
    ranges = attacked(done.frame, least, totals)
    assert set(ranges) == set(shown[~told].index)
    everything = frame.assign(count=frame["count"].astype("Int64").mask(frame["count"] >= least))
    at_best = attacked(everything, least, totals)
    for cell, (lower, upper) in ranges.items():
        assert lower - 1e-6 <= truth[cell] <= upper + 1e-6
        assert policy.zeros_shown or at_best[cell][0] == 0
        if cell in small:
            assert lower <= max(least, at_best[cell][0]) + 1e-6
            assert upper >= policy.largest_suppressed - 1e-6
        assert upper - lower >= policy.largest_suppressed - least - 1e-6


LEAVES = [(area, age) for area in "ABCDE" for age in AGES["18+"]]
SMALL_AND_LARGE = st.one_of(st.integers(0, 12), st.integers(0, 400))
FILLED = st.lists(SMALL_AND_LARGE, min_size=15, max_size=15).map(
    lambda numbers: counts(PLACES, dict(zip(LEAVES, numbers, strict=True)))
)
EXAMPLE = counts(
    PLACES,
    dict(zip(LEAVES, (120, 40, 31, 55, 4, 18, 90, 22, 16, 200, 60, 35, 44, 25, 17), strict=True)),
)


# ---- one small cell ----------------------------------------------------------------------------


def test_a_small_count_alone_could_be_had_by_subtraction() -> None:
    """What secondary suppression is for, and proof that the attack would find it."""
    alone = EXAMPLE.assign(count=EXAMPLE["count"].astype("Int64").mask(EXAMPLE["count"] <= 9))
    assert attacked(alone, 1, {"area": PLACES, "age": AGES}) == {("B", "65-74"): (4.0, 4.0)}


def test_others_are_hidden_so_that_it_cannot_be() -> None:
    done = shielded(EXAMPLE)
    assert (done.small, done.guarding, done.left_as_published) == (1, 3, 0)
    held_back(EXAMPLE, done, {"area": PLACES, "age": AGES}, POLICY)
    hidden = done.frame[done.frame["status"] == "suppressed"]
    # The cheapest rectangle: no total is taken where parts will do.
    assert set(hidden["area"]) <= {"A", "B", "C"}
    assert "18+" not in set(hidden["age"])


def test_nothing_tells_a_small_count_from_one_that_guards_it() -> None:
    done = shielded(EXAMPLE)
    assert list(done.frame.columns) == ["area", "age", "count", "status"]
    assert set(done.frame["status"]) == {"shown", "suppressed"}
    assert (done.frame["count"].isna() == (done.frame["status"] == "suppressed")).all()
    assert "4" not in repr(done).replace("left_as_published=0", "")


def test_without_small_counts_nothing_is_hidden() -> None:
    plenty = EXAMPLE[EXAMPLE["area"].isin(["D", "E", "South"])]
    done = protect(
        plenty,
        cells=["area", "age"],
        value="count",
        dimensions=["area", "age"],
        totals={"area": {"South": ("D", "E")}, "age": AGES},
        policy=POLICY,
    )
    assert (done.small, done.guarding) == (0, 0)
    assert done.frame["count"].to_list() == plenty["count"].to_list()


def test_what_was_worked_out_from_a_hidden_count_is_hidden_with_it() -> None:
    rated = EXAMPLE.assign(
        rate=EXAMPLE["count"] / 7, lower=EXAMPLE["count"] / 8, people=700, status="computed"
    )
    done = shielded(rated, derived=["rate", "lower"], kept=["people"]).frame
    hidden = done["status"] == "suppressed"
    assert hidden.sum() == 4
    assert done.loc[hidden, ["count", "rate", "lower"]].isna().all(axis=None)
    assert (done["people"] == 700).all()
    assert done.loc[~hidden, ["count", "rate", "lower"]].notna().all(axis=None)
    assert (done.loc[~hidden, "status"] == "computed").all()


# ---- the attack --------------------------------------------------------------------------------


@settings(max_examples=8, deadline=None)
@given(FILLED, st.sampled_from([4, 9, 10]), st.booleans())
def test_no_hidden_count_can_be_recovered_or_tightly_bounded(
    frame: pd.DataFrame, largest: int, zeros_shown: bool
) -> None:
    policy = DisclosurePolicy(largest, zeros_shown)
    done = shielded(frame, policy)
    held_back(frame, done, {"area": PLACES, "age": AGES}, policy)


@settings(max_examples=6, deadline=None)
@given(st.lists(SMALL_AND_LARGE, min_size=12, max_size=12))
def test_nor_over_three_dimensions(numbers: list[int]) -> None:
    totals = {
        "area": {"P": ("A", "B", "C")},
        "age": {"all": ("0-64", "65+")},
        "sex": {"both": ("f", "m")},
    }
    cells: dict[tuple[str, str, str], int] = dict(
        zip(itertools.product("ABC", ("0-64", "65+"), "fm"), numbers, strict=True)
    )
    for area, age in itertools.product("ABC", ("0-64", "65+")):
        cells[area, age, "both"] = cells[area, age, "f"] + cells[area, age, "m"]
    for area, sex in itertools.product("ABC", ("f", "m", "both")):
        cells[area, "all", sex] = cells[area, "0-64", sex] + cells[area, "65+", sex]
    for age, sex in itertools.product(("0-64", "65+", "all"), ("f", "m", "both")):
        cells["P", age, sex] = sum(cells[area, age, sex] for area in "ABC")
    frame = pd.DataFrame(
        [(*cell, count) for cell, count in cells.items()], columns=["area", "age", "sex", "count"]
    )
    names = ["area", "age", "sex"]
    done = protect(
        frame, cells=names, value="count", dimensions=names, totals=totals, policy=POLICY
    )
    held_back(frame, done, totals, POLICY)


def test_whoever_knows_that_counts_are_whole_has_no_more() -> None:
    """Every table of whole numbers that fits what is shown, counted out."""
    frame = pd.DataFrame(
        {"area": ["P", "A", "B", "C", "D"], "count": [40, 2, 5, 12, 21]},
    )
    done = protect(
        frame,
        cells=["area"],
        value="count",
        dimensions=["area"],
        totals={"area": {"P": ("A", "B", "C", "D")}},
        policy=POLICY,
    )
    shown = done.frame.set_index("area")["count"]
    hidden = [area for area in shown.index if shown[area] is pd.NA]
    assert hidden == ["A", "B", "C"]
    left = 40 - 21
    fits = [each for each in itertools.product(range(1, 41), repeat=3) if sum(each) == left]
    for place, area in enumerate(hidden[:2]):
        assert {each[place] for each in fits} >= set(range(1, 10)), area


# ---- policy ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("largest", "zeros_shown", "hidden"),
    [(9, True, {1, 9}), (10, True, {1, 9, 10}), (9, False, {0, 1, 9}), (1, True, {1})],
)
def test_which_counts_are_small(largest: int, zeros_shown: bool, hidden: set[int]) -> None:
    frame = pd.DataFrame({"area": list("abcde"), "count": [0, 1, 9, 10, 11]})
    done = protect(
        frame,
        cells=["area"],
        value="count",
        dimensions=["area"],
        totals={},
        policy=DisclosurePolicy(largest, zeros_shown),
    )
    gone = done.frame["count"].isna()
    assert set(frame.loc[gone, "count"]) == hidden


def test_a_zero_that_is_shown_is_never_taken_to_guard_another() -> None:
    frame = pd.DataFrame({"area": ["P", "A", "B", "C"], "count": [60, 0, 5, 55]})
    done = protect(
        frame,
        cells=["area"],
        value="count",
        dimensions=["area"],
        totals={"area": {"P": ("A", "B", "C")}},
        policy=POLICY,
    )
    assert done.frame["count"].isna().to_list() == [False, False, True, True]


def test_a_total_of_one_part_goes_with_it() -> None:
    frame = pd.DataFrame({"area": ["P", "A"], "count": [5, 5]})
    done = protect(
        frame,
        cells=["area"],
        value="count",
        dimensions=["area"],
        totals={"area": {"P": ("A",)}},
        policy=POLICY,
    )
    assert done.frame["count"].isna().all()


@pytest.mark.parametrize("largest", [0, 11, -1])
def test_a_policy_beyond_its_bounds_is_refused(largest: int) -> None:
    with pytest.raises(ParametersError, match="it should be from 1 to 10"):
        DisclosurePolicy(largest)


# ---- what is public already --------------------------------------------------------------------


def test_what_is_published_already_is_left_as_it_is() -> None:
    frame = EXAMPLE.assign(public=EXAMPLE["area"].isin(["North", "Scotland"]))
    done = shielded(frame, published="public")
    public = frame["public"].to_numpy()
    assert done.frame.loc[public, "count"].notna().all()
    held_back(EXAMPLE, done, {"area": PLACES, "age": AGES}, POLICY)
    small = frame.assign(public=frame["count"] <= 9)
    left = shielded(small, published="public")
    assert (left.small, left.guarding, left.left_as_published) == (0, 0, 1)


def test_what_follows_from_public_counts_alone_cannot_be_guarded_and_all_else_is_hidden() -> None:
    """6 is public; its two parts are from 1 to 5 for anybody, and no narrower after us."""
    frame = pd.DataFrame(
        {"area": ["P", "A", "B"], "count": [6, 2, 4], "public": [True, False, False]}
    )
    totals = {"area": {"P": ("A", "B")}}
    done = protect(
        frame,
        cells=["area"],
        value="count",
        dimensions=["area"],
        totals=totals,
        policy=POLICY,
        published="public",
    )
    assert done.frame["count"].isna().to_list() == [False, True, True]
    assert attacked(done.frame, 1, totals) == {("A",): (1.0, 5.0), ("B",): (1.0, 5.0)}


# ---- tables apart, order, and the impossible ----------------------------------------------------


def test_months_and_indicators_are_tables_of_their_own() -> None:
    two = pd.concat(
        [EXAMPLE.assign(indicator="NI-14"), EXAMPLE.assign(indicator="NI-16", count=500)]
    )
    two.loc[two["indicator"] == "NI-16", "count"] = EXAMPLE["count"].to_numpy() * 10
    done = protect(
        two,
        cells=["indicator", "area", "age"],
        value="count",
        dimensions=["area", "age"],
        totals={"area": PLACES, "age": AGES},
        policy=POLICY,
    ).frame
    assert done.loc[done["indicator"] == "NI-16", "count"].notna().all()
    assert done.loc[done["indicator"] == "NI-14", "count"].isna().sum() == 4


@settings(max_examples=2, deadline=None)
@given(FILLED, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_decide_what_is_hidden(frame, chance) -> None:
    mixed = frame.sample(frac=1, random_state=chance.randrange(1_000))
    there, back = (
        shielded(each).frame.set_index(["area", "age"])["count"].sort_index()
        for each in (frame, mixed)
    )
    pd.testing.assert_series_equal(there, back)
    pd.testing.assert_frame_equal(shielded(frame).frame, shielded(frame).frame)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (
            lambda f: f.assign(count=f["count"].astype("float64") + 0.5),
            "32 rows have a count that is",
        ),
        (lambda f: f.assign(count=-f["count"]), "have a count below 0"),
        (lambda f: f.assign(count=f["count"].mask(f["count"] == 4)), "1 rows have no count"),
        (lambda f: pd.concat([f, f.head(1)]), "1 rows are one cell by area, age"),
        (lambda f: f.drop(columns="count"), "there is no column 'count'"),
        (lambda f: f[f["area"] != "A"], "a part of a total of area has no row"),
        (lambda f: f.assign(count=f["count"].mask(f["count"] == 120, 121)), "is not the sum of"),
    ],
)
def test_what_cannot_be_protected_is_refused_without_a_count_in_the_message(spoil, told) -> None:
    with pytest.raises(TableError, match=told) as refused:
        shielded(spoil(EXAMPLE))
    assert "121" not in str(refused.value)


def test_a_table_without_a_name_is_protected_all_the_same() -> None:
    unnamed = EXAMPLE.assign(indicator=pd.Series([None] * len(EXAMPLE), dtype="str"))
    done = protect(
        unnamed.set_axis([0] * len(unnamed)),
        cells=["indicator", "area", "age"],
        value="count",
        dimensions=["area", "age"],
        totals={"area": PLACES, "age": AGES},
        policy=POLICY,
    )
    assert (done.small, done.guarding) == (1, 3)
    assert done.frame["count"].isna().sum() == 4


def test_a_total_that_nobody_declared_is_refused_rather_than_shown() -> None:
    with pytest.raises(TableError, match="something in area is neither a total nor a part of one"):
        protect(
            EXAMPLE,
            cells=["area", "age"],
            value="count",
            dimensions=["area", "age"],
            totals={"area": {"North": PLACES["North"], "South": PLACES["South"]}, "age": AGES},
            policy=POLICY,
        )


def test_a_rate_that_was_forgotten_is_refused_rather_than_shown() -> None:
    rated = EXAMPLE.assign(rate=EXAMPLE["count"] / 7, people=700)
    with pytest.raises(TableError) as refused:
        shielded(rated, kept=["people"])
    assert "the numbers in 'rate' are neither derived from the count nor kept" in str(refused.value)
    assert "people" not in str(refused.value)


def test_totals_of_what_is_no_dimension_are_refused() -> None:
    with pytest.raises(TableError) as refused:
        protect(
            EXAMPLE,
            cells=["area", "age"],
            value="count",
            dimensions=["area", "sex"],
            totals={"month": {}},
            policy=POLICY,
        )
    assert "the dimension 'sex' is not among the cells" in str(refused.value)
    assert "totals of 'month', which is no dimension" in str(refused.value)
