"""What a rule looks for, in words: the small languages of cards as people read them."""

import re

from rettesnor.model import Card, Word, WordsCheck
from rettesnor.model.letter_rules import ForbiddenCheck, Need, PartsCheck

SHOWN = 3
_CLASSES = {
    "dato": "en dato",
    "tid": "et klokkeslæt",
    "beløb": "et beløb",
    "tal": "et tal",
    "varighed": "et antal dage eller uger",
    "felt": "et felt",
}
_CLASS = re.compile(r"<(?:(felt|tekst):([^<>]+)|(\w+))>")
# The innermost brackets; what may be left out is kept between private marks until no bracket is left.
_BRACKETS = re.compile(r"(!?)\(([^()\[\]]*)\)|\[([^()\[\]]*)\]")
_TO_THE_END = "(.|!|?) $"
_LEFT_OUT = str.maketrans("\ue000\ue001", "()")


def wording(word: Word) -> str:
    """A row of a table of words: »den/det/de af … gennemførte/foretagne/udførte/… (11 til) et ord«."""
    parts = ["et ord" if part == "*" else _choice(part.split("|")) for part in word.word.split()]
    text = " ".join(parts)
    if word.not_between:
        text += f" (ikke med {_choice(word.not_between)} imellem)"
    if word.not_before:
        text += f" (ikke efter {_choice(word.not_before)})"
    return text


def phrase(pattern: str) -> str:
    """A phrase of a rule about letters: »klag- … til/hos/for os/et felt«."""
    text = _CLASS.sub(_class, pattern.replace(_TO_THE_END, "sætningen ud"))
    while (found := _BRACKETS.sub(_group, text)) != text:
        text = found
    text = text.translate(_LEFT_OUT)
    text = re.sub(r"(?<!\S)\*(?!\S)", "et ord", text)
    text = re.sub(r"\*", "-", text)
    return " ".join(text.strip("^$ ").split())


def looks_for(card: Card) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What a rule about whole letters looks for: a heading and its phrases, for each thing that it asks."""
    match card.check:
        case PartsCheck(needs=needs):
            return tuple((_asks(need.message or card.message, card), _evidence(need)) for need in needs)
        case ForbiddenCheck(words=words):
            return (
                (_asks(card.message, card), tuple(_forms(stem, endings) for stem, endings in words.items())),
            )
        case _:
            return ()


def has_gaps(check: object) -> bool:
    """Whether a table of words has phrases with room for other words in them."""
    return isinstance(check, WordsCheck) and any("…" in word.word for word in check.words)


def _asks(message: str, card: Card) -> str:
    """The message of a finding where it makes sense without one, else the rule's title."""
    return card.title + "." if "{" in message else message


def _evidence(need: Need) -> tuple[str, ...]:
    found = (text for evidence in need.evidence for text in (*evidence.phrases, *evidence.phrases_there))
    # A pattern of digits and punctuation alone says nothing to a reader.
    return tuple(dict.fromkeys(text for each in found if "\\" not in each and len(text := phrase(each)) > 1))


def _forms(stem: str, endings: tuple[str, ...]) -> str:
    forms = ", ".join(stem if ending == "-" else stem + ending for ending in endings) or stem
    return forms.replace("*", "-")


def _class(found: re.Match[str]) -> str:
    if found[1]:
        return f"et felt om {_choice([name.strip('*') for name in found[2].split('|')])}"
    return _CLASSES.get(found[3], found[3])


def _group(found: re.Match[str]) -> str:
    if found[3] is not None:
        return f"\ue000{_choice(found[3].split('|'))}\ue001"
    text = _choice(found[2].split("|"))
    return f"undtagen {text}" if found[1] else text


def _choice(words: list[str] | tuple[str, ...]) -> str:
    """»a, b eller c«; of many the first few and how many more."""
    plain = [word for word in words if word]
    if len(plain) > SHOWN + 1:
        return f"{'/'.join(plain[:SHOWN])}/… ({len(plain) - SHOWN} til)"
    return "/".join(plain)
