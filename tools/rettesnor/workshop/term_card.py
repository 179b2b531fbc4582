"""An outdated name and its new one as a card, with its examples tried."""

import datetime
import json

from rettesnor.model import ContentError, Problem, Record
from rettesnor.model.policy import Card
from rettesnor.policy import compile_policy
from rettesnor.yamltext import decode

_CARD = """id: {id}
title: {title}
severity: error
message: "»{{found}}« er et forældet navn. Skriv »{{suggestion}}«."
why: {why}
sources:
  - {{title: {source}, checked: {checked}}}
check:
  kind: terms
  from: {day}
  names:
    - {{term: {old}, endings: [{endings}]}}
  use: {new}
bad:
  - {{text: {wrong}, finds: [{found}]}}
good:
  - {right}
"""


class NewTerm(Record, frozen=True, kw_only=True):
    """What a person tells of a name: `old` in the indefinite singular with its `endings`, outdated from `day`.

    The rule must find just `found` in the sentence `wrong`, and nothing in `right`. `checked` is the day on which
    somebody saw the source, empty for never.
    """

    id: str
    old: str
    new: str
    endings: tuple[str, ...]
    day: str
    why: str
    source: str
    checked: str
    wrong: str
    found: str
    right: str


def term_card(new: NewTerm, *, path: str) -> str:
    """The card's file. Raises ContentError where it is no card, or its examples show that it does something else."""
    text = _CARD.format(
        id=new.id,
        title=quoted(f"{new.old[:1].upper()}{new.old[1:]} hedder nu {new.new}"),
        why=quoted(new.why),
        source=quoted(new.source),
        checked=_date(new.checked, path) if new.checked else "null",
        day=_date(new.day, path),
        old=quoted(new.old),
        endings=", ".join(quoted(ending) for ending in new.endings),
        new=quoted(new.new),
        wrong=quoted(new.wrong),
        found=quoted(new.found),
        right=quoted(new.right),
    )
    try_examples(decode(text, Card, path=path), path)
    return text


def try_examples(card: Card, path: str) -> None:
    """The wrong sentences are found just where they should be, and the right ones left alone. Raises ContentError."""
    policy = compile_policy((card,), day=datetime.date.max)
    for example in card.bad:
        seen = tuple(
            example.text[match.start : match.end]
            for match in policy.matches(
                example.text, block_kind="paragraph", audience="borger", kind="oplysning"
            )
        )
        if seen != example.finds:
            said = f"»{'«, »'.join(seen)}«" if seen else "ingenting"
            message = f"I »{example.text}« finder reglen {said}. Ret endelserne, sætningen, eller det, reglen skal finde."
            raise ContentError(Problem(path=path, line=0, message=message))
    for text in card.good:
        if policy.matches(text, block_kind="paragraph", audience="borger", kind="oplysning"):
            message = f"Reglen slår ned på »{text}«, som skulle være i orden. Ret sætningen eller endelserne."
            raise ContentError(Problem(path=path, line=0, message=message))


def quoted(text: str) -> str:
    """A YAML text; JSON's quoting is YAML's too."""
    return json.dumps(text, ensure_ascii=False)


def _date(text: str, path: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        message = f"»{text}« er ikke en dag. Skriv den som 2026-01-31."
        raise ContentError(Problem(path=path, line=0, message=message)) from None
