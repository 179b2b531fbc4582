"""What single readings show, brought together: one finding for the same words, with lines and the readers it holds for."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rettesnor.letter.choices import Choice
from rettesnor.lint.order import order
from rettesnor.lint.places import Places
from rettesnor.lint.standard import group
from rettesnor.lint.when import when_shown
from rettesnor.model import Finding, Fix, Group, Severity, Span
from rettesnor.model.policy import Card


class Hit(NamedTuple):
    """One fault in one reading, at its place in a file. `choices` bring the words out.

    `when` is said already where the fault is about the whole letter; then `choices` stay out of it.
    """

    rule: str
    group: Group
    severity: Severity
    path: str
    start: int
    end: int
    message: str
    fix: Fix | None = None
    choices: tuple[Choice, ...] = ()
    whole: bool = False
    when: str | None = None

    @classmethod
    def of(cls, card: Card, path: str, span: Span, message: str, *, when: str | None = None) -> "Hit":
        """A fault that is about the letter or the file as a whole, at the place where it is told."""
        return cls(
            card.id, group(card), card.severity, path, span.start, span.end, message, whole=True, when=when
        )


def findings(hits: Iterable[Hit], sources: Mapping[str, str]) -> tuple[Finding, ...]:
    """The hits as findings in order. `sources` are the files as stored."""
    together: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        together.setdefault((hit.path, hit.rule), []).append(hit)
    places = {path: Places(source) for path, source in sources.items()}
    made = [
        _finding(merged, sources[path], places[path])
        for (path, _), group in together.items()
        for merged in _merged(group)
    ]
    return tuple(sorted(made, key=order))


def _merged(hits: list[Hit]) -> list[list[Hit]]:
    """Hits that are one finding, the longest first: the same words, or words inside them in another reading."""
    result: list[list[Hit]] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        same = next((group for group in reversed(result[-3:]) if _same(group[0], hit)), None)
        if same is None:
            result.append([hit])
        else:
            same.append(hit)
    return result


def _same(longest: Hit, hit: Hit) -> bool:
    if longest.whole or hit.whole:
        return (longest.start, longest.end, longest.message) == (hit.start, hit.end, hit.message)
    return longest.start <= hit.start and hit.end <= longest.end


def _finding(hits: Sequence[Hit], source: str, places: Places) -> Finding:
    first = hits[0]
    line, column = places.at(first.start)
    end_line, end_column = places.at(first.end)
    # The words get one fix only when every reading that shows them asks for the same one.
    fixes = {hit.fix for hit in hits}
    return Finding(
        rule=first.rule,
        group=first.group,
        severity=first.severity,
        path=first.path,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        start=first.start,
        end=first.end,
        quote=source[first.start : first.end],
        message=first.message,
        when=first.when if first.whole else when_shown([hit.choices for hit in hits]),
        fix=first.fix if len(fixes) == 1 else None,
    )
