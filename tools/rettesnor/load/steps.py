"""The steps of a procedure: labelled Markdown to data. Pure: takes the body, returns steps, references and problems."""

import hashlib
import re

import msgspec

from rettesnor.load.references import Kind, Reference
from rettesnor.model import Problem, Record, Registration, Step
from rettesnor.yamltext import suggest

# What ends a heading is asked for once for each run of blanks, so that a long run takes no time.
_ENDS = r"[ \t]*+(?:\{[ \t]*+#(%s[\w-]++)[ \t]*+\})?+[ \t]*+#*+[ \t]*+$"
HEADING = re.compile(rf"^(#{{1,6}})[ \t]++((?:(?!{_ENDS % '?:'})(?:[ \t]++|#++|[^ \t#\n]))*+){_ENDS % ''}")
LABELLED = re.compile(r"^[-*][ \t]+([A-ZÆØÅ][\w ]*?):[ \t]+(.*)$")
REFERENCE = re.compile(r"^([\w-]+)(?:[ \t]*\(([\w/-]+)\))?$")
REGISTRATION = re.compile(r"^(.*?)(?:[ \t]*\(([\w-]+)\))?$")
LABELS = (
    "Hvem",
    "System",
    "Registreres",
    "Frist",
    "Brev",
    "Blanket",
    "Lov",
    "Overdrages til",
    "Modtages fra",
    "Næste",
)
FENCE = ("```", "~~~")


class Steps(Record, frozen=True, kw_only=True):
    steps: tuple[Step, ...] = ()
    references: tuple[Reference, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_steps(body: str, *, path: str, first_line: int) -> Steps:
    """The `###` headings below `## Trin`, each with its labelled list and the text after it."""
    blocks = _step_blocks(body.splitlines(), first_line)
    steps: list[Step] = []
    references: list[Reference] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for heading_line, heading, lines in blocks:
        match = HEADING.match(heading)
        assert match is not None
        title, anchor = match[2], match[3] or slug(match[2])
        if anchor in seen:
            message = f"Trinnet »{title}« har samme anker (#{anchor}) som trinnet i linje {seen[anchor]}. Giv det sit eget: {{#andet-navn}}."
            problems.append(Problem(path=path, line=heading_line, message=message))
        seen.setdefault(anchor, heading_line)
        labels, text = _labels(lines, heading_line + 1)
        step, refs, faults = _step(anchor, title, heading_line, labels, text, path=path)
        steps.append(msgspec.structs.replace(step, digest=_digest(heading, lines)))
        references += refs
        problems += faults
    return Steps(steps=tuple(steps), references=tuple(references), problems=tuple(problems))


def slug(title: str, *, otherwise: str = "trin") -> str:
    """The anchor of a heading without one of its own: »Før mødet« is `foer-moedet`; `otherwise` where no letter is left."""
    text = title.lower()
    for letter, plain in (("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("é", "e"), ("ü", "y")):
        text = text.replace(letter, plain)
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-") or otherwise


def _digest(heading: str, lines: list[str]) -> str:
    """A name for the step's text; begins with a letter, so that YAML reads it as text, and tells no blanks apart."""
    words = " ".join("\n".join((heading, *lines)).split())
    return f"v{hashlib.sha256(words.encode()).hexdigest()[:9]}"


def _step_blocks(lines: list[str], first_line: int) -> list[tuple[int, str, list[str]]]:
    """(line, heading, lines below it) for each step."""
    blocks: list[tuple[int, str, list[str]]] = []
    inside = fenced = False
    for number, line in enumerate(lines, first_line):
        if line.lstrip().startswith(FENCE):
            fenced = not fenced
        match = None if fenced else HEADING.match(line)
        if match and len(match[1]) <= 2:
            inside = len(match[1]) == 2 and match[2].strip().lower() == "trin"
        elif match and inside and len(match[1]) == 3:
            blocks.append((number, line, []))
        elif inside and blocks:
            blocks[-1][2].append(line)
    return blocks


def _labels(lines: list[str], first_line: int) -> tuple[list[tuple[str, str, int]], str]:
    """The labelled list at the top as (label, value, line), and the Markdown after it."""
    labels: list[tuple[str, str, int]] = []
    for index, line in enumerate(lines):
        match = LABELLED.match(line)
        if match:
            labels.append((match[1], match[2].strip(), first_line + index))
        elif labels and line.startswith((" ", "\t")) and line.strip():
            label, value, at = labels[-1]
            labels[-1] = (label, f"{value} {line.strip()}", at)
        elif line.strip() or labels:
            return labels, "\n".join(lines[index:]).strip()
    return labels, ""


def _step(
    anchor: str, title: str, line: int, labels: list[tuple[str, str, int]], text: str, *, path: str
) -> tuple[Step, list[Reference], list[Problem]]:
    values: dict[str, str] = {}
    at: dict[str, int] = {}
    problems: list[Problem] = []
    for label, value, label_line in labels:
        if label not in LABELS:
            hint = suggest(label, LABELS) or f" Mærkerne er: {', '.join(LABELS)}."
            message = f"»{label}« er ikke et mærke i et trin.{hint}"
            problems.append(Problem(path=path, line=label_line, message=message))
        elif label in values:
            message = f"»{label}« står to gange i trinnet. Skriv det hele på én linje."
            problems.append(Problem(path=path, line=label_line, message=message))
        else:
            values[label], at[label] = value, label_line
    references: list[Reference] = []

    def several(label: str, kind: Kind) -> tuple[str, ...]:
        ids = _split(values.get(label, ""), ",;")
        references.extend(Reference(path=path, kind=kind, id=id, line=at[label]) for id in ids)
        return ids

    def handover(label: str) -> tuple[str, str | None] | None:
        if label not in values:
            return None
        match = REFERENCE.match(values[label])
        if match is None:
            message = f"»{label}: {values[label]}« skal være en enhed og gerne en arbejdsgang: enhed (område/arbejdsgang)."
            problems.append(Problem(path=path, line=at[label], message=message))
            return None
        references.append(Reference(path=path, kind="unit", id=match[1], line=at[label]))
        if match[2]:
            references.append(Reference(path=path, kind="procedure", id=match[2], line=at[label]))
        return match[1], match[2]

    registers: list[Registration] = []
    for item in _split(values.get("Registreres", ""), ";"):
        match = REGISTRATION.match(item)
        assert match is not None
        registers.append(Registration(fact=match[1], system=match[2]))
        if match[2]:
            references.append(Reference(path=path, kind="system", id=match[2], line=at["Registreres"]))
    following = _split(values.get("Næste", ""), ",;")
    for item in following:
        kind: Kind = "step" if item.startswith("#") else "procedure"
        references.append(Reference(path=path, kind=kind, id=item.removeprefix("#"), line=at["Næste"]))
    step = Step(
        id=anchor,
        title=title,
        line=line,
        who=values.get("Hvem"),
        systems=several("System", "system"),
        registers=tuple(registers),
        deadline=values.get("Frist"),
        letters=several("Brev", "letter"),
        forms=several("Blanket", "form"),
        law=_split(values.get("Lov", ""), ";"),
        handover=handover("Overdrages til"),
        received=handover("Modtages fra"),
        next=following,
        text=text,
    )
    return step, references, problems


def _split(value: str, marks: str) -> tuple[str, ...]:
    return tuple(part.strip().rstrip(".") for part in re.split(f"[{marks}]", value) if part.strip())
