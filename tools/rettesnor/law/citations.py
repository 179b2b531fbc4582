"""Every legal citation in a text: where it stands, which act it names, and the places in that act.

`find` reads paragraph by paragraph (a blank line ends one) in time that grows with the length of the text. Acts and
places are found apart (`words`) and joined here by the text between them. What a citation is, how chains are split and
what an anaphor stands for: the annotation guidelines beside the labelled sample (tests/labelled/citations).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rettesnor.law import vocabulary
from rettesnor.law.mention import Mention, is_alias
from rettesnor.law.no_act import stands_in_no_act
from rettesnor.law.pinpoints import read_lead
from rettesnor.law.places import Pins
from rettesnor.law.words import Item, items
from rettesnor.model.citation import Act, Citation, Pinpoint

_PARAGRAPH_END = re.compile(r"\n[^\S\n]*+\n\s*+")

# Between an act and the place that follows it.
_ACT_THEN_PLACE = re.compile(r"[\s*_]*+,?+[\s*_]*+")

_GENITIVE_THEN_PLACE = re.compile(
    r"[\s*_]*+(?:(?:dagældende|nugældende|gældende|nuværende|tidligere|daværende|nye)\s++)?+"
)

_BRACKET = re.compile(r"\s?\(")

# Between a place and the act it stands in.
_IN = re.compile(r"[\s*_]*+,?+\s*+(?:i|af)\s++(?P<between>[^.,;:()§]{0,120})")

_BESIDE = re.compile(r"[\s*_]++|,\s*+")

_ADJECTIVES = vocabulary.word_set(
    "den det de dagældende nugældende gældende nuværende tidligere daværende nye ny gamle danske samme delegerede eu's eu’s"
)

# Between the name of an act and its number.
_NAME_THEN_NUMBER = re.compile(
    r"\s*+(?:,\s*+)?+(?:jfr?\.?+\s++)?+(?:senest\s++)?+(?:[A-ZÆØÅ][\w-]++(?<=s)\s++){0,2}|:\s*+|\s?\("
)

_JF_NUMBER = re.compile(r"\s*+,?+\s*+jfr?\.?+\s++(?:senest\s++)?+(?:[A-ZÆØÅ][\w-]++(?<=s)\s++)?+|\s?\(")

_NUMBER_THEN_NAME = re.compile(r",\s*+|[ \u00a0]")

_LIST_AFTER = re.compile(r"\s*+(?:,|og\s|eller\s|samt\s)")

# Between the citations of one chain (guidelines, rule 13).
_CHAIN = re.compile(
    r"\s*+(?:\.(?=,))?+\s*+(?:\([^()§]{0,120}\)\s*+|\)\s*+)?+,?+\s*+(?:\((?=jf|$))?+"
    r"(?:(?:og/eller|&|og|eller|samt|henholdsvis|hhv\.|jfr?\.?+(?:\s++dog)?+)\s*+){0,2}+"
)

_MAX_BETWEEN = 160


@dataclass(slots=True)
class _Draft:
    """A citation while its act is being looked for. `source` says where its act stands: in front, behind or nowhere."""

    start: int
    end: int
    act: Act | None = None
    points: str | None = None
    places: tuple[Pinpoint, ...] = ()
    source: str | None = None
    no_act: bool = False
    pins: Pins | None = field(default=None, repr=False)


def find(
    text: str, *, titles: tuple[str, ...] = (), abbreviations: dict[str, str] | None = None
) -> tuple[Citation, ...]:
    """Every citation, in the order of the text; offsets are code points of `text`.

    `titles` (without their »lov om«) and `abbreviations` (to the type of the act) add what a register knows; see
    `register.Register.find`.
    """
    citations: list[Citation] = []
    start = 0
    while start < len(text):
        blank = _PARAGRAPH_END.search(text, start)
        end = blank.start() if blank else len(text)
        for draft in _paragraph(text[start:end], titles, abbreviations):
            citations.append(
                Citation(
                    start=start + draft.start,
                    end=start + draft.end,
                    text=text[start + draft.start : start + draft.end],
                    act=draft.act,
                    pinpoints=draft.places,
                )
            )
        start = blank.end() if blank else len(text)
    return tuple(citations)


def _paragraph(text: str, titles: tuple[str, ...], abbreviations: dict[str, str] | None) -> Iterator[_Draft]:
    found = items(text, titles, abbreviations)
    if not found:
        return iter(())
    drafts = list(_with_leads(text, _join(text, _merge_names(text, found))))
    _give_acts(text, drafts)
    return (draft for draft in drafts if not draft.no_act)


def _merge_names(text: str, found: list[Item]) -> list[Item]:
    """Make one mention of a name and a number that stand side by side (guidelines, rule 9)."""
    merged: list[Item] = []
    for at, item in enumerate(found):
        before = merged[-1] if merged else None
        if isinstance(item, Mention) and isinstance(before, Mention):
            following = found[at + 1] if at + 1 < len(found) else None
            both = _one_act(text, before, item, following)
            if both is not None:
                merged[-1] = both
                continue
        merged.append(item)
    return merged


def _one_act(text: str, first: Mention, second: Mention, following: Item | None) -> Mention | None:
    if first.bound or second.bound or first.genitive or first.family != second.family or first.family is None:
        return None
    if second.start - first.end > _MAX_BETWEEN or first.numbered == second.numbered:
        return None
    between = text[first.end : second.start]
    if second.numbered:
        if _NAME_THEN_NUMBER.fullmatch(between) is None or (first.act.name is None):
            return None
        end = second.end
        if between.endswith("("):
            if text[end : end + 1] != ")":
                return None
            end += 1
        act = Act(type=second.act.type, number=second.act.number, date=second.act.date, name=first.act.name)
        return Mention(first.start, end, act)
    if first.act.name is not None or second.genitive or _NUMBER_THEN_NAME.fullmatch(between) is None:
        return None
    if isinstance(following, Mention) and _LIST_AFTER.fullmatch(text[second.end : following.start]):
        return None
    act = Act(type=first.act.type, number=first.act.number, date=first.act.date, name=second.act.name)
    return Mention(first.start, second.end, act)


def _join(text: str, found: list[Item]) -> Iterator[_Draft]:
    """Citations with the act that stands beside their places; chains are not followed yet."""
    at = 0
    while at < len(found):
        item = found[at]
        following = found[at + 1] if at + 1 < len(found) else None
        at += 1
        if isinstance(item, Mention):
            draft = _Draft(item.start, item.end, item.act, item.points, source="front")
            if isinstance(following, Pins) and item.family is not None:
                after = found[at + 1] if at + 1 < len(found) else None
                end = None if _stands_in(text, following, after) else _place_after(text, item, following)
                if end is not None:
                    draft.end, draft.places, draft.pins = end, following.places, following
                    at += 1
                    at += _number_after(text, draft, found[at] if at < len(found) else None)
            if item.bound and draft.pins is None:
                continue
        else:
            draft = _Draft(item.start, item.end, places=item.places, pins=item)
            if isinstance(following, Mention):
                end = _act_after(text, item, following, found[at + 1] if at + 1 < len(found) else None)
                if end is not None:
                    draft.end, draft.act, draft.points, draft.source = (
                        end,
                        following.act,
                        following.points,
                        "behind",
                    )
                    at += 1
                    following = found[at] if at < len(found) else None
                    if draft.act.number is None:
                        at += _number_after(text, draft, following)
                else:
                    at += _number_after(text, draft, following)
            if draft.source is None:
                draft.no_act = stands_in_no_act(text, item.start, item.end, item.head)
        yield draft


def _with_leads(text: str, drafts: Iterator[_Draft]) -> Iterator[_Draft]:
    """The drafts with the smaller units that stand in front of them."""
    floor = 0
    for draft in drafts:
        lead = read_lead(text, floor, draft.start, draft.places) if draft.places else None
        if lead is not None:
            draft.start, draft.places = lead
        floor = draft.end
        yield draft


def _place_after(text: str, mention: Mention, pins: Pins) -> int | None:
    """Where the citation ends when `pins` belongs to the act in front of it."""
    if pins.start - mention.end > _MAX_BETWEEN:
        return None
    between = text[mention.end : pins.start]
    if mention.genitive:
        return pins.end if _GENITIVE_THEN_PLACE.fullmatch(between) else None
    if mention.bound:
        return None
    if _BRACKET.fullmatch(between) and text[pins.end : pins.end + 1] == ")":
        return pins.end + 1
    return pins.end if _ACT_THEN_PLACE.fullmatch(between) else None


def _stands_in(text: str, pins: Pins, mention: Item | None) -> bool:
    """Whether the place stands in the act behind it (»lov nr. 5 af ..., § 1 i lov nr. 6 af ...«)."""
    if not isinstance(mention, Mention) or mention.genitive or mention.start - pins.end > _MAX_BETWEEN:
        return False
    joined = _IN.match(text, pins.end, mention.start)
    return (
        joined is not None and joined.end() == mention.start and _may_stand_between(joined["between"].split())
    )


def _may_stand_between(words: list[str]) -> bool:
    return all(word.lower() in _ADJECTIVES for word in words) or _is_institution(words)


def _act_after(text: str, pins: Pins, mention: Mention, following: Item | None) -> int | None:
    """Where the citation ends when the act of `pins` stands behind it: »§ 5 i renteloven«, »§ 66, stk. 2 RSL«."""
    if mention.family is None or mention.start - pins.end > _MAX_BETWEEN:
        return None
    own_place = isinstance(following, Pins) and _place_after(text, mention, following) is not None
    if mention.genitive:
        return None
    joined = _IN.match(text, pins.end, mention.start)
    if joined is not None and joined.end() == mention.start:
        return mention.end if _may_stand_between(joined["between"].split()) else None
    between = text[pins.end : mention.start]
    if mention.bound:
        return None
    if _BRACKET.fullmatch(between) and text[mention.end : mention.end + 1] == ")":
        return mention.end + 1
    return mention.end if _BESIDE.fullmatch(between) and not own_place else None


def _is_institution(words: list[str]) -> bool:
    """»Europa-Parlamentets og Rådets«, »Styrelsen for Arbejdsmarked og Rekrutterings«: an author's name between."""
    rest = [word for word in words if word.lower() not in _ADJECTIVES]
    return bool(rest) and rest[0][0].isupper() and rest[-1].endswith("s") and len(rest) <= 8


def _number_after(text: str, draft: _Draft, following: Item | None) -> int:
    """Take in a number that stands behind the places (»kapitel 5, jf. lovbekendtgørelse nr. ...«) or an alias in brackets.

    Gives how many items were taken.
    """
    if not isinstance(following, Mention) or following.bound or following.start - draft.end > _MAX_BETWEEN:
        return 0
    between = text[draft.end : following.start]
    bracket = between.endswith("(")
    if bracket and text[following.end : following.end + 1] != ")":
        return 0
    act = draft.act
    if following.numbered:
        if _JF_NUMBER.fullmatch(between) is None or draft.points is not None or following.family is None:
            return 0
        if act is None and following.act.type not in ("LBK", "LOV") and not bracket:
            return 0
        if act is not None and (
            act.number is not None or vocabulary.FAMILY_OF_TYPE.get(act.type) != following.family
        ):
            return 0
        name = act.name if act else following.act.name
        draft.act = Act(
            type=following.act.type, number=following.act.number, date=following.act.date, name=name
        )
        draft.source = draft.source or "behind"
    elif not (bracket and act is not None and is_alias(text[following.start : following.end])):
        return 0
    draft.end = following.end + bracket
    return 1


def _give_acts(text: str, drafts: list[_Draft]) -> None:
    """Resolve anaphors and follow chains, first from an act in front, then back from an act behind."""
    last: dict[str, Act] = {}
    for at, draft in enumerate(drafts):
        before = drafts[at - 1] if at else None
        if draft.points is not None:
            draft.act = last.get(draft.points)
        elif draft.source is None and before is not None and _chained(text, before, draft):
            draft.act, draft.no_act = before.act, draft.no_act or before.no_act
            draft.source = "chain" if before.source else None
        if draft.act is not None and draft.points is None:
            family = vocabulary.FAMILY_OF_TYPE.get(draft.act.type)
            if family is not None:
                last[family] = draft.act
    for at in range(len(drafts) - 2, -1, -1):
        draft, behind = drafts[at], drafts[at + 1]
        if draft.source is None and _chained(text, draft, behind):
            if behind.source == "behind":
                draft.act, draft.source = behind.act, "behind"
            elif behind.no_act:
                draft.no_act = True


def _chained(text: str, first: _Draft, second: _Draft) -> bool:
    if not second.start - first.end <= _MAX_BETWEEN or (
        first.act is not None and first.act.type in ("dom", "principafgørelse")
    ):
        return False
    between = text[first.end : second.start]
    return bool(between.strip()) and _CHAIN.fullmatch(between) is not None
