"""LIX, and the figures it is made from."""

from rettesnor.danish.words import counted
from rettesnor.model import VALUE, Record

LONG = 6


class Figures(Record, frozen=True, kw_only=True):
    """Words, long words (over six letters) and sentences of running prose."""

    words: int
    long_words: int
    sentences: int

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            words=self.words + other.words,
            long_words=self.long_words + other.long_words,
            sentences=self.sentences + other.sentences,
        )


def figures(text: str, sentences: int) -> Figures:
    """The figures of a text that has so many sentences."""
    words = long_words = 0
    for word in counted(text):
        words += 1
        long_words += sum(c.isalpha() or c.isdigit() for c in word.replace(VALUE, "")) > LONG
    return Figures(words=words, long_words=long_words, sentences=sentences)


def lix(total: Figures) -> float:
    """Readability: words per sentence plus the percentage of words over six letters; 0.0 when there are no words.

    Under 25 is a children's book, over 55 a law text. Headings and list items stay out. Source: Björnsson 1968.
    """
    if not total.words or not total.sentences:
        return 0.0
    return total.words / total.sentences + 100 * total.long_words / total.words
