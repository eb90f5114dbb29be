"""The 31 partnerships, their codes and every way people write them."""

import pytest

from hsci_analysis.areas import (
    SCOTLAND,
    GovernanceModel,
    council_areas,
    current_code,
    find_area,
    find_partnership,
    health_boards,
    partnerships,
)
from hsci_analysis.errors import UnknownNameError


def test_thirty_one_partnerships_share_out_thirty_two_council_areas() -> None:
    assert (len(partnerships()), len(council_areas()), len(health_boards())) == (31, 32, 14)
    shared_out = [code for partnership in partnerships() for code in partnership.council_areas]
    assert sorted(shared_out) == sorted(council.code for council in council_areas())
    boards = {partnership.health_board for partnership in partnerships()}
    assert boards == {board.code for board in health_boards()}


def test_only_one_partnership_covers_two_council_areas() -> None:
    pairs = [p.name for p in partnerships() if len(p.council_areas) > 1]
    assert pairs == ["Clackmannanshire and Stirling"]
    joint = find_partnership("Clackmannanshire & Stirling")
    assert joint.family_people == (3, 2)


def test_highland_alone_is_a_lead_agency() -> None:
    lead = [p.name for p in partnerships() if p.governance_model is GovernanceModel.LEAD_AGENCY]
    assert lead == ["Highland"]


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Edinburgh, City of", "Edinburgh"),
        ("City of Edinburgh", "Edinburgh"),
        ("Na h-Eileanan Siar", "Western Isles"),
        ("Na h\u2011Eileanan Siar", "Western Isles"),
        ("Comhairle nan Eilean Siar", "Western Isles"),
        ("argyll & bute", "Argyll and Bute"),
        ("perth-and-kinross", "Perth and Kinross"),
        ("Orkney", "Orkney Islands"),
        ("Glasgow", "Glasgow City"),
        ("HSCP Fife", "Fife"),
        ("Scottish Borders Health and Social Care Partnership", "Scottish Borders"),
        ("scottish-borders-health-and-social-care-partnership", "Scottish Borders"),
        ("Fife Integration Joint Board", "Fife"),
        ("Moray IJB", "Moray"),
        ("S37000025", "Scottish Borders"),
        ("S37000015", "Glasgow City"),
        ("  scottish   borders ", "Scottish Borders"),
    ],
)
def test_every_known_spelling_finds_its_partnership(spelling: str, name: str) -> None:
    assert find_partnership(spelling).name == name


@pytest.mark.parametrize(
    ("misspelt", "nearest"),
    [
        ("Scotish Bordrs", "Scottish Borders"),
        ("Fief", "Fife"),
        ("Edinbrugh", "Edinburgh"),
        ("clackmananshire", "Clackmannanshire and Stirling"),
    ],
)
def test_a_misspelt_partnership_is_refused_with_the_nearest_name(
    misspelt: str, nearest: str
) -> None:
    with pytest.raises(UnknownNameError) as refusal:
        find_partnership(misspelt)
    assert nearest in str(refusal.value)


def test_a_name_like_no_other_is_refused_without_a_guess() -> None:
    with pytest.raises(UnknownNameError, match="nothing resembles"):
        find_partnership("zzzz")


def test_a_council_area_is_no_partnership_though_it_is_an_area() -> None:
    assert find_area("Clackmannanshire").code == "S12000005"
    with pytest.raises(UnknownNameError, match="it is a council area; ask for Clackmannanshire"):
        find_partnership("Stirling")
    with pytest.raises(UnknownNameError, match="it is a nation; hsci partnerships lists"):
        find_partnership("Scotland")
    with pytest.raises(UnknownNameError, match="health board; ask for Argyll and Bute or Highland"):
        find_partnership("NHS Highland")


def test_where_a_name_serves_council_and_partnership_the_partnership_is_meant() -> None:
    assert find_area("Fife").code == "S37000032"
    assert find_area("NHS Fife").code == "S08000029"
    assert find_area("Scotland") is SCOTLAND


@pytest.mark.parametrize(
    ("retired", "current"),
    [
        ("S12000015", "S12000047"),
        ("S12000024", "S12000048"),
        ("S12000046", "S12000049"),
        ("S12000044", "S12000050"),
        ("S37000014", "S37000032"),
        ("S37000023", "S37000033"),
        ("S37000015", "S37000034"),
        ("S37000021", "S37000035"),
        ("S08000018", "S08000029"),
        ("S08000027", "S08000030"),
        ("S08000021", "S08000031"),
        ("S08000023", "S08000032"),
        ("S99999999", "S92000003"),
        ("S08000019", "S08000019"),
    ],
)
def test_a_retired_code_leads_to_the_one_in_force(retired: str, current: str) -> None:
    assert current_code(retired) == current


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="area code"):
        current_code("S12000099")


def test_no_spelling_means_two_partnerships() -> None:
    spelled = [spelling for p in partnerships() for spelling in {s.casefold() for s in p.spellings}]
    assert len(spelled) == len(set(spelled))


def test_names_slugs_and_codes_follow_one_pattern() -> None:
    for partnership in partnerships():
        assert partnership.slug == partnership.name.lower().replace(" ", "-")
        assert partnership.official_name == f"{partnership.name} Health and Social Care Partnership"
        assert len(partnership.code) == 9


def test_some_names_take_an_article_in_a_sentence() -> None:
    with_article = [p.in_text for p in partnerships() if p.in_text != p.name]
    assert with_article == [
        "the Orkney Islands",
        "the Scottish Borders",
        "the Shetland Islands",
        "the Western Isles",
    ]
    assert find_area("NHS Borders").in_text == "NHS Borders"
