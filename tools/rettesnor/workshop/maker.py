"""A form that writes files: what it asks, and what becomes of the answers."""

from collections.abc import Callable, Mapping
from typing import Literal

from rettesnor.model import Record
from rettesnor.model.project import Project

Answers = Mapping[str, str]
Texts = Callable[[str], str | None]
"""What a file says now, None where there is none."""


class Question(Record, frozen=True, kw_only=True):
    """One field of a form. `choices` are (value, shown)."""

    name: str
    label: str
    help: str = ""
    kind: Literal["line", "text", "date", "choice"] = "line"
    needed: bool = True
    choices: tuple[tuple[str, str], ...] = ()


class Maker(Record, frozen=True, kw_only=True):
    """A kind of entry: what it is called, what is asked, and how it is written. A `rule` has examples and finds places.

    What is not `new` changes a page that is there.
    """

    id: str
    title: str
    about: str
    ask: Callable[[Project, Answers], tuple[Question, ...]]
    make: Callable[[Project, Texts, Answers], dict[str, str]]
    rule: bool = False
    new: bool = True
