"""Letters held against the rules of the day each was sent, and counted."""

import datetime
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from rettesnor.audit.letters import (
    Chunk,
    Details,
    Group,
    Quoted,
    Seen,
    Sent,
    Tally,
    Told,
    Unread,
    Unreadable,
)  # fmt: skip
from rettesnor.audit.periods import Periods
from rettesnor.audit.privacy import digest, quote
from rettesnor.audit.reading import read
from rettesnor.checking.standard import Sources
from rettesnor.lint.finished import finished_hits
from rettesnor.lint.standard import Standard
from rettesnor.lint.text import text_matches
from rettesnor.model import LetterHead, Severity

MOST_TEXTS = 20_000  # paragraphs whose findings are kept, some 20 MB
OURS = "Rettesnor fejlede på dette brev ({}). Det er en fejl hos os: meld den."


class Known(NamedTuple):
    """What the root tells of a letter by its template: kind and audience."""

    kind: str
    audience: str | None


class Rules(NamedTuple):
    """What letters are held against: the root's rules, its templates by id, and the day for letters without one."""

    sources: Sources
    templates: dict[str, Known]
    day: datetime.date


class Found(NamedTuple):
    """One fault in a letter, and the words as they may be shown; None where it is about the letter as a whole."""

    rule: str
    group: str
    severity: Severity
    words: str | None = None


class Examiner:
    """Holds letters against the rules. Paragraphs that many letters share are looked at once."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._periods = Periods(rules.sources)
        self._kinds = frozenset(kind.id for kind in rules.sources.kinds)
        self._texts: dict[tuple[datetime.date, str | None, str | None, str, str], tuple[Found, ...]] = {}

    def tally(self, chunk: Chunk) -> Tally:
        """The counts of a chunk. A letter that cannot be read, or that we fail on, is listed and counted nowhere else."""
        counts = _Counts()
        for letter in chunk.letters:
            try:
                found = self.found(letter)
            except Unreadable as error:
                counts.unread.append(Unread(letter.number, letter.name, str(error)))
            except Exception as error:  # noqa: BLE001 -- the edge: our fault on one letter must not stop a million others
                counts.unread.append(Unread(letter.number, letter.name, OURS.format(type(error).__name__)))
            else:
                counts.add(letter, found, kindless=self.head(letter.details).kind is None)
        return counts.tally()

    def found(self, letter: Sent) -> tuple[Found, ...]:
        """What is wrong with a letter. Raises Unreadable."""
        if letter.fault:
            raise Unreadable(letter.fault)
        text = read(letter)
        head = self.head(letter.details)
        standard = self._periods.at(letter.details.sent or self._rules.day)
        found = [
            fault
            for block in dict.fromkeys(text.blocks)
            for fault in self._block(block.kind, block.text, head, standard)
        ]
        for hit in finished_hits(text.blocks, head, standard, path=letter.name, source=text.source):
            if text.built or hit.group != "structure":  # where headings are a guess, their rules would be too
                found.append(Found(hit.rule, hit.group, hit.severity))
        return tuple(found)

    def head(self, details: Details) -> LetterHead:
        """The letter's kind and audience: what the archive says, else what its template in the root says."""
        known = self._rules.templates.get(details.template, Known("", None))
        kind = details.kind or known.kind
        # Nearly every letter is to a citizen; the rules about how to address one need to know.
        return LetterHead(kind=kind if kind in self._kinds else None, audience=known.audience or "borger")

    def _block(self, kind: str, text: str, head: LetterHead, standard: Standard) -> tuple[Found, ...]:
        key = (standard.policy.day, head.kind, head.audience, kind, text)
        found = self._texts.get(key)
        if found is None:
            if len(self._texts) >= MOST_TEXTS:
                self._texts.clear()
            found = tuple(
                Found(
                    match.rule, match.group, match.severity, quote(text[match.start : match.end], match.group)
                )
                for match in text_matches(kind, text, head, standard)
            )
            self._texts[key] = found
        return found


class _Counts:
    """The counts of some letters, growing."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[Group, str]] = Counter()
        self._letters: Counter[tuple[Group, str, str]] = Counter()
        self._findings: Counter[tuple[Group, str, str]] = Counter()
        self._quotes: dict[tuple[str, str, bytes], Quoted] = {}
        self.unread: list[Unread] = []

    def add(self, letter: Sent, found: tuple[Found, ...], *, kindless: bool) -> None:
        template, unit, sent, _ = letter.details
        group = Group(template, unit, f"{sent:%Y-%m}" if sent else "")
        self._seen[group, "letters"] += 1
        self._seen[group, "with_error"] += any(fault.severity == "error" for fault in found)
        self._seen[group, "clean"] += all(fault.severity == "advice" for fault in found)
        self._seen[group, "undated"] += sent is None
        self._seen[group, "kindless"] += kindless
        told = Counter((group, fault.rule, str(fault.severity)) for fault in found)
        self._findings.update(told)
        self._letters.update(told.keys())
        if template:
            for rule, words in {(fault.rule, fault.words) for fault in found if fault.words}:
                key = (template, rule, digest(words))
                before = self._quotes.get(key, Quoted(0, letter.number))
                self._quotes[key] = Quoted(before.letters + 1, min(before.first, letter.number))

    def tally(self) -> Tally:
        groups = dict.fromkeys(group for group, _ in self._seen)
        return Tally(
            {group: Seen(*(self._seen[group, name] for name in Seen._fields)) for group in groups},
            {key: Told(self._letters[key], count) for key, count in self._findings.items()},
            self._quotes,
            tuple(self.unread),
        )


def quotes(examiner: Examiner, letter: Sent) -> Iterator[tuple[tuple[str, str, bytes], str]]:
    """The words of everything found in a letter, by the template, rule and digest that a tally has for them."""
    for fault in examiner.found(letter):
        if fault.words:
            yield (letter.details.template, fault.rule, digest(fault.words)), fault.words
