"""What all readings of one template share: what has been covered, which arms were reached, and how much work is left."""

from rettesnor.letter.choices import Branch
from rettesnor.letter.oracle import Coverage
from rettesnor.letter.runs import Place, Runs
from rettesnor.letter.template import Template
from rettesnor.model import Fault, Field, Span

# The richest letter that we know (150 conditions, 40,000 characters) takes 16,000; 300 that hang together 270,000.
MAX_STEPS = 320_000
MAX_CHARS = 40_000_000
MAX_TEXT = 1_000_000
MAX_RUNS = 20_000


class Exhausted(Exception):
    """The template asks for more work than a letter can need: what (in Danish) and, when it can be told, where."""

    def __init__(self, message: str, place: Place | None = None) -> None:
        super().__init__(message)
        self.place = place


class Session:
    def __init__(self, template: Template, fields: tuple[Field, ...]) -> None:
        self.template = template
        self.fields = {field.name: field for field in fields}
        self.bound = set[str]().union(*(unit.bound for unit in template.units)) - set(self.fields)
        self.coverage = Coverage()
        self.sizes: dict[int, set[int]] = {}
        self.reached: set[int] = set()
        self.faults: dict[tuple[str, Place], Fault] = {}
        self.root = Branch()
        self.texts: dict[tuple[int, int, Branch, Place | None], Runs] = {}
        self.steps = MAX_STEPS
        self.chars = MAX_CHARS

    def step(self, size: int = 0, steps: int = 1) -> None:
        """Pays for one node (or `steps`), and for `size` characters that it shows."""
        self.steps -= steps
        self.chars -= size
        if self.steps < 0 or self.chars < 0:
            raise Exhausted(
                "Brevet har så mange løkker eller veje, at det ikke kan læses helt. Gør det enklere."
            )

    def fault(self, rule: str, place: Place, message: str) -> None:
        """Something that could not be followed: the letter was not read whole."""
        span = Span(place.start, place.end)
        fault = Fault(path=place.path, span=span, rule=rule, group="template", message=message, whole=False)
        self.faults.setdefault((rule, place), fault)
