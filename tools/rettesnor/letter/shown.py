"""What a value shows when it is printed, with the place of every character."""

from collections.abc import Iterable

from rettesnor.letter.choices import Branch
from rettesnor.letter.conditions import MAX_SIZE, Conditions
from rettesnor.letter.oracle import Oracle
from rettesnor.letter.runs import Place, Run, Runs
from rettesnor.letter.session import MAX_RUNS, MAX_TEXT, Exhausted, Session
from rettesnor.letter.template import Unit
from rettesnor.letter.values import (
    Builtin,
    Loop,
    Mapping,
    Method,
    Namespace,
    Nothing,
    Scope,
    Text,
    Unknown,
    Value,
)
from rettesnor.model import VALUE

ENDLESS = "Et tag i brevet laver en tekst uden ende. Gør tagget enklere."


class Shown(Conditions):
    """Knows where the walk has come: the file, the names that are set, and the tag in the letter that it came by."""

    def __init__(self, session: Session, oracle: Oracle) -> None:
        super().__init__(session, oracle)
        self.unit: Unit = session.template.unit
        self.scope: Scope = Scope()
        self.via: Place | None = None

    def runs(self, value: Value, place: Place) -> Runs:
        """What a value shows when it is printed by the tag at `place`."""
        if isinstance(value, Text):
            return tuple(run._replace(branch=run.branch.and_(self.branch)) for run in value.runs)
        if isinstance(value, (Nothing, Builtin, Method, Loop, Namespace)):
            return ()
        if isinstance(value, Unknown):
            return (self.run(VALUE, place),)
        self.session.step()
        if isinstance(value, list):
            return self._listed("[", [self._quoted(item, place) for item in value[:MAX_SIZE]], "]", place)
        if isinstance(value, Mapping):
            colon = (self.run(": ", place),)
            pairs = [
                (*self._quoted(k, place), *colon, *self._quoted(v, place)) for k, v in value.entries.values()
            ]
            return self._listed("{", pairs, "}", place)
        shown = str(value) if isinstance(value, (bool, int, float, str)) or value is None else ""
        return (self.run(shown, place),) if shown else ()

    def run(self, text: str, place: Place) -> Run:
        return Run(text, place.path, place.start, place.end, False, self.branch, self.via)

    def joined(self, parts: Iterable[Runs]) -> Text:
        runs = tuple(run for part in parts for run in part)
        if len(runs) > MAX_RUNS or sum(len(run.text) for run in runs) > MAX_TEXT:
            raise Exhausted(ENDLESS)
        return Text(runs)

    def chosen(self, since: int) -> Branch:
        """The branch taken by what has been asked since (a length of `oracle.asked`)."""
        return self.branch.below(self.oracle.asked[since:])

    def when_chosen(self, value: Value, since: int) -> Value:
        """`value` for those for whom it is what was chosen (see `chosen`)."""
        if not isinstance(value, Text):
            return value
        branch = self.chosen(since)
        return Text(tuple(run._replace(branch=run.branch.and_(branch)) for run in value.runs))

    def _listed(self, opening: str, items: list[Runs], closing: str, place: Place) -> Runs:
        comma = self.run(", ", place)
        runs: list[Run] = [self.run(opening, place)]
        for number, item in enumerate(items):
            runs += [comma, *item] if number else item
            if len(runs) > MAX_RUNS:
                raise Exhausted(ENDLESS)
        return (*runs, self.run(closing, place))

    def _quoted(self, value: Value, place: Place) -> Runs:
        runs = self.runs(value, place)
        if not isinstance(value, Text):
            return runs
        quote = self.run("'", place)
        return (quote, *runs, quote)
