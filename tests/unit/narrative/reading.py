"""How hard a text is to read: the Flesch-Kincaid grade, as a reading age."""

import re

AGE_OF_FIRST_GRADE = 5
"""A grade is the school years of the United States; grade 8 is read at 13."""


def reading_age(text: str) -> float:
    """Flesch-Kincaid grade (Kincaid and others 1975) plus five, in years.

    A number is a word of one syllable, as the usual programs have it: figures are looked at, not
    spelled out. With a syllable for each digit these texts come out six years higher, most of it
    for the names of years, so that this measures the words and not the figures.
    """
    sentences = [each for each in re.split(r"[.!?]+(?:\s|$)", text) if each.strip()]
    words = re.findall(r"[A-Za-z']+|\d[\d,./]*", text)
    syllables = sum(map(syllables_of, words))
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return grade + AGE_OF_FIRST_GRADE


def syllables_of(word: str) -> int:
    """Groups of vowels, without a silent e at the end; one at least."""
    bare = re.sub(r"(?:[^laeiouy]es|[^laeiouy]ed|[^l]e)$", "", word.casefold())
    return max(1, len(re.findall(r"[aeiouy]+", bare)))
