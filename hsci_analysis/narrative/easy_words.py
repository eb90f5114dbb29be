"""How each indicator is said for easy reading: what it is about, then the figure, in short words.

``{figure}`` is the figure at the indicator's decimals. An indicator that has never been reported,
or not for years, has no easy words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hsci_analysis.findings.finding import Verdict


@dataclass(frozen=True)
class EasyWords:
    """A picture by its name, what the indicator is about, and its figure."""

    picture: str
    about: str
    figure: str


def _asked(about: str, said: str, picture: str = "care") -> EasyWords:
    return EasyWords(picture, about, f"{{figure}} in every 100 people {said}.")


EASY_WORDS: Mapping[str, EasyWords] = {
    "NI-1": _asked("We look after our own health.", "said they can do this well", "people"),
    "NI-2": _asked("Some people get help to live at home.", "said they can live as they want"),
    "NI-3": _asked("People should have a say in their care.", "said they had a say"),
    "NI-4": _asked("Services should work together.", "said they do"),
    "NI-5": _asked("People were asked if their care is good.", "said it is good or very good"),
    "NI-6": _asked("People were asked about their GP.", "said their care was good", "people"),
    "NI-7": _asked("Care should help people live well.", "said it does"),
    "NI-8": _asked("Carers look after family and friends.", "said they feel supported", "people"),
    "NI-9": _asked("People should feel safe.", "said they feel safe", "home"),
    "NI-11": EasyWords(
        "people",
        "Some people die before they are 75.",
        "{figure} in every 100,000 people died.",
    ),
    "NI-12": EasyWords(
        "hospital",
        "Some adults go to hospital in an emergency.",
        "This happened {figure} times for every 100,000 adults.",
    ),
    "NI-13": EasyWords(
        "hospital",
        "People stay in hospital after an emergency.",
        "They stayed {figure} days for every 100,000 adults.",
    ),
    "NI-14": EasyWords(
        "hospital",
        "Some people leave hospital and soon have to come back.",
        "This happened {figure} times in every 1,000.",
    ),
    "NI-15": EasyWords(
        "home",
        "Most people want to be at home at the end of their life.",
        "They were at home for {figure} in every 100 days.",
    ),
    "NI-16": EasyWords(
        "people",
        "Some older people fall and go to hospital.",
        "This happened {figure} times for every 1,000 older people.",
    ),
    "NI-17": EasyWords(
        "grade",
        "Inspectors give grades to care services.",
        "{figure} in every 100 services got a good grade.",
    ),
    "NI-18": EasyWords(
        "home",
        "Some people need a lot of care.",
        "{figure} in every 100 of them get it at home.",
    ),
    "NI-19": EasyWords(
        "hospital",
        "Some older people are well enough to leave hospital but have to wait.",
        "They waited {figure} days for every 1,000 people who are 75 or older.",
    ),
    "MSG-1": EasyWords(
        "hospital",
        "Some people go to hospital in an emergency.",
        "This happened {figure} times.",
    ),
    "MSG-2": EasyWords(
        "hospital", "People stay in hospital after an emergency.", "They stayed {figure} days."
    ),
    "MSG-3": EasyWords(
        "hospital", "People go to accident and emergency.", "This happened {figure} times."
    ),
    "MSG-4": EasyWords(
        "hospital",
        "Some adults are well enough to leave hospital but have to wait.",
        "They waited {figure} days.",
    ),
    "MSG-5": EasyWords(
        "home",
        "Most people want to be at home at the end of their life.",
        "They were at home for {figure} in every 100 days.",
    ),
    "MSG-6": EasyWords(
        "home", "Many older people get help at home.", "{figure} in every 100 live at home."
    ),
}

EASY_CHANGES: Mapping[Verdict, str] = {
    Verdict.INCREASED: "It went up.",
    Verdict.DECREASED: "It went down.",
    Verdict.SIMILAR: "It is about the same.",
    Verdict.NO_CLEAR_CHANGE: "We can not be sure that it changed.",
    Verdict.NOT_ASSESSED: "We can not test this change.",
}
EASY_READINGS: Mapping[str, str] = {
    "better": "That is better.",
    "worse": "That is worse.",
    "neither": "",
}
EASY_SCOTLAND: Mapping[Verdict, str] = {
    Verdict.HIGHER: "In all of Scotland, it was lower: {figure}.",
    Verdict.LOWER: "In all of Scotland, it was higher: {figure}.",
    Verdict.IN_LINE: "In all of Scotland, it was about the same: {figure}.",
    Verdict.NOT_ASSESSED: "In all of Scotland, it was {figure}.",
}
