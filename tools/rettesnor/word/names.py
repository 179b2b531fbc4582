"""Word's field names as names in a letter, and what the document tells of each field's type."""

import keyword
import re
import unicodedata
from typing import NamedTuple

from rettesnor.model import FieldType

_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_TAKEN = frozenset(
    ("true", "false", "none", "loop", "self", "super", "caller", "range", "dict", "cycler", "joiner", "namespace", "recursive", "ignore", "missing", "context", "without", "set", "block", "include", "macro", "call", "filter", "raw", "do", "varargs", "kwargs", "lipsum")
)  # fmt: skip
# The values that Word's authors write for yes and no.
_YES_NO = ({"ja", "nej"}, {"true", "false"}, {"j", "n"}, {"1", "0"}, {"x", ""})


class WordField(NamedTuple):
    """A field of the letter: its name there and in Word, and what is known of its values."""

    name: str
    word_name: str
    type: FieldType
    choices: tuple[str, ...] = ()
    example: str | None = None


def slug(text: str, *, joint: str = "_") -> str:
    """Letters a-z, digits and `joint`: »Borgers fødselsdag« becomes »borgers_foedselsdag«."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_DANISH))
    words = re.findall(r"[a-z0-9]+", "".join(char for char in plain if not unicodedata.combining(char)))
    return joint.join(words)


class Names:
    """Gives each of Word's fields one name, and gathers what the document tells of it."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._types: dict[str, FieldType] = {}
        self._compared: dict[str, dict[str, None]] = {}
        self._examples: dict[str, str] = {}

    def name(self, word_name: str) -> str:
        """The letter's name for one of Word's. Word does not tell capitals from small letters, nor _ from a blank."""
        key = word_name.lower().replace(" ", "_")
        if key not in self._names:
            made = slug(word_name) or "felt"
            if made[0].isdigit() or made in _TAKEN or keyword.iskeyword(made):
                made = f"felt_{made}"
            free, number = made, 2
            while free in self._words:
                free, number = f"{made}_{number}", number + 1
            self._names[key] = free
            self._words[free] = word_name
        return self._names[key]

    def is_a(self, name: str, type: FieldType) -> None:
        self._types.setdefault(name, type)

    def compared(self, name: str, value: str) -> None:
        self._compared.setdefault(name, {})[value] = None

    def example(self, name: str, shown: str) -> None:
        """What Word showed for the field last, unless it is the field's own name."""
        shown = " ".join(shown.split()).strip("«»<>[]{}")
        if shown and slug(shown) != slug(self._words[name]):
            self._examples.setdefault(name, shown)

    def fields(self) -> tuple[WordField, ...]:
        """All fields in the order in which they were met."""
        return tuple(self._field(name, word_name) for name, word_name in self._words.items())

    def _field(self, name: str, word_name: str) -> WordField:
        type = self._types.get(name, "text")
        values = [value for value in self._compared.get(name, {}) if value]
        if type == "text" and values:
            known = next(
                (pair for pair in _YES_NO if {value.lower() for value in values} <= pair), set[str]()
            )
            missing = sorted(known - {value.lower() for value in values} - {""})
            capital = values[0][:1].isupper()
            values += [value.capitalize() if capital else value for value in missing]
            if len(values) > 1:
                return WordField(name, word_name, "choice", tuple(values), values[0])
        return WordField(name, word_name, type, (), self._examples.get(name))
