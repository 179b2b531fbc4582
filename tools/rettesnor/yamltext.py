"""YAML as authors write it: safe, with the line of every key, and errors in Danish that say what to do.

A small, strict dialect: `true` and `false` are the only booleans, »10.15« in quotes is a text, dates are
ÅÅÅÅ-MM-DD, a key stands once, and anchors (`&`, `*`) are refused, so that no file can grow when it is read.
"""

import datetime
import difflib
import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec
import msgspec.inspect
import yaml
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from rettesnor.model import ContentError, Problem, Record

T = TypeVar("T")
Path = tuple[str | int, ...]

MAX_DEPTH = 30
MAX_CHARS = 2_000_000

_FRONT_MATTER = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?[0-9]+\.[0-9]+\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_TYPE_NAMES = {
    "str": "en tekst (sæt den i anførselstegn)",
    "int": "et helt tal",
    "float": "et tal",
    "bool": "true eller false",
    "date": "en dato skrevet ÅÅÅÅ-MM-DD",
    "array": "en liste",
    "object": "felter skrevet »navn: værdi«",
    "null": "ingenting",
}


class FrontMatter(Record, frozen=True, kw_only=True):
    """The YAML at the top of a Markdown file. Without front matter `yaml` is empty and the body starts at once.

    `yaml_line` and `body_line` count from 1; `body_start` is a code point offset into the whole file.
    """

    yaml: str
    yaml_line: int
    body_start: int
    body_line: int


class Document(Record, frozen=True, kw_only=True):
    """A YAML value and the line of each key and item in it (path of keys and indices -> line in the file)."""

    value: object
    lines: dict[Path, int]

    def line(self, *path: str | int) -> int:
        """Line of the value at `path`, or of the nearest value above it that has one."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 1


def split_front_matter(source: str) -> FrontMatter:
    """Front matter and where the body starts; a file that opens `---` and never closes it has none."""
    match = _FRONT_MATTER.match(source)
    if match is None:
        return FrontMatter(
            yaml="", yaml_line=1, body_start=len(source) - len(source.lstrip("\ufeff")), body_line=1
        )
    end = match.end()
    return FrontMatter(
        yaml=match["yaml"], yaml_line=2, body_start=end, body_line=source.count("\n", 0, end) + 1
    )


def read(text: str, *, path: str, first_line: int = 1) -> Document:
    """The YAML in `text`, whose first line is `first_line` of the file. Raises ContentError on bad YAML."""
    if len(text) > MAX_CHARS:
        raise ContentError(
            Problem(path=path, line=first_line, message=f"Filen er over {MAX_CHARS} tegn. Del den op.")
        )
    lines: dict[Path, int] = {(): first_line}
    builder = _Builder(text, lines, path=path, first_line=first_line)
    try:
        value = builder.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise ContentError(Problem(path=path, line=line, message=_syntax_message(error))) from None
    except yaml.YAMLError as error:
        message = f"Filen er ikke gyldig YAML: {_one_line(str(error))}. Fjern tegn, der ikke kan ses."
        raise ContentError(Problem(path=path, line=first_line, message=message)) from None
    return Document(value=value, lines=lines)


def decode(text: str, type: type[T], *, path: str, first_line: int = 1) -> T:
    """`text` as a `type`; raises ContentError with file, line, what is wrong and what to write."""
    return convert(read(text, path=path, first_line=first_line), type, path=path)


def convert(document: Document, type: type[T], *, path: str) -> T:
    """A document that has been read, as a `type`; raises ContentError with every unknown key, or the first other fault."""
    value = document.value
    problems: list[Problem] = []
    while True:
        try:
            converted = msgspec.convert(value, type)
            break
        except msgspec.ValidationError as error:
            problem, value = _explain(str(error), value, document, type, path=path)
            problems.append(problem)
            if value is None:
                raise ContentError(*problems) from None
    if problems:
        raise ContentError(*problems)
    return converted


def suggest(word: str, known: Iterable[str]) -> str:
    """» Mente du »x«?« (with a space in front) when one of `known` is close to `word`, whatever the case; else nothing."""
    by_lower = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word.lower(), list(by_lower), n=1, cutoff=0.6)
    return f" Mente du »{by_lower[close[0]]}«?" if close else ""


class _Builder:
    """Values from libyaml's events. Its own composer recurses in C, and a file of brackets would end the process."""

    def __init__(self, text: str, lines: dict[Path, int], *, path: str, first_line: int) -> None:
        # pyright: ignore below, since PyYAML's types leave the stream open.
        self._events: Iterator[Event] = yaml.parse(text, Loader=yaml.CSafeLoader)  # pyright: ignore[reportUnknownMemberType]
        self._lines, self._path, self._first_line = lines, path, first_line

    def document(self) -> object:
        for event in self._events:
            if isinstance(event, NodeEvent):
                value = self._value(event, ())
                for later in self._events:
                    if isinstance(later, NodeEvent):
                        raise self._error(later, "En linje med --- deler filen i to. Fjern den.")
                return value
        return {}

    def _value(self, event: Event, at: Path) -> object:
        self._lines.setdefault(at, self._line(event))
        if len(at) > MAX_DEPTH:
            raise self._error(event, f"Felterne ligger over {MAX_DEPTH} lag dybt. Gør filen fladere.")
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
            raise self._error(event, "YAML-ankre (& og *) bruges ikke her. Skriv værdien ud.")
        if isinstance(event, MappingStartEvent):
            return self._mapping(at)
        if isinstance(event, SequenceStartEvent):
            items: list[object] = []
            for item in self._events:
                if isinstance(item, SequenceEndEvent):
                    break
                items.append(self._value(item, (*at, len(items))))
            return items
        assert isinstance(event, ScalarEvent)
        return _scalar(event, path=self._path, line=self._line(event))

    def _mapping(self, at: Path) -> dict[str, object]:
        result: dict[str, object] = {}
        for event in self._events:
            if isinstance(event, MappingEndEvent):
                break
            if not isinstance(event, ScalarEvent):
                raise self._error(event, "Et feltnavn skal være en tekst.")
            key = str(event.value)
            if key in result:
                raise self._error(event, f"»{key}« står to gange. Slet den ene.")
            self._lines[(*at, key)] = self._line(event)
            result[key] = self._value(next(self._events), (*at, key))
        return result

    def _line(self, event: Event) -> int:
        return self._first_line + event.start_mark.line

    def _error(self, event: Event, message: str) -> ContentError:
        return ContentError(Problem(path=self._path, line=self._line(event), message=message))


def _scalar(event: ScalarEvent, *, path: str, line: int) -> object:
    text = str(event.value)
    if event.style:  # quoted or block text is always text; libyaml says "" for plain
        return text
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INT.match(text):
        return int(text) if len(text) < 20 else text
    if _FLOAT.match(text):
        return float(text)
    if _DATE.match(text):
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            message = f"»{text}« er ikke en dag i kalenderen. Ret datoen."
            raise ContentError(Problem(path=path, line=line, message=message)) from None
    return text


def _syntax_message(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    if "mapping values are not allowed" in problem:
        return "Et kolon midt i en værdi forvirrer YAML. Sæt hele værdien i anførselstegn."
    if "could not find expected ':'" in problem:
        return "Der mangler et kolon efter feltnavnet, eller linjen hører til teksten ovenfor og skal rykkes ind."
    if "found character '\\t'" in problem or "tab" in problem:
        return "Linjen er rykket ind med tabulator. Brug mellemrum."
    if "did not find expected" in problem:
        return "Linjen er rykket forkert ind, eller et anførselstegn eller en klamme mangler."
    if "unexpected end of stream" in problem:
        return "Et anførselstegn eller en klamme bliver aldrig lukket."
    return f"Filen er ikke gyldig YAML ({_one_line(problem)}). Se på linjen og den ovenfor."


def _explain(
    error: str, value: object, document: Document, type: object, *, path: str
) -> tuple[Problem, object | None]:
    """The fault in Danish, and the value without an unknown key (None when there is no way on)."""
    text, _, where = error.partition(" - at `")
    at = _path_of(where.rstrip("`"))
    line = document.line(*at)
    name = f"»{at[-1]}« " if at and isinstance(at[-1], str) else ""
    quoted = re.findall(r"`([^`]*)`", text)
    if text.startswith("Object contains unknown field"):
        known = sorted(_field_names(type, at))
        hint = suggest(quoted[0], known) or f" Felterne er: {', '.join(known)}."
        problem = Problem(
            path=path, line=document.line(*at, quoted[0]), message=f"»{quoted[0]}« er ikke et felt her.{hint}"
        )
        return problem, _without(value, (*at, quoted[0]))
    if text.startswith("Object missing required field"):
        message = f"Feltet »{quoted[0]}« mangler. Tilføj det."
    elif "matching regex" in text:  # the only pattern that a field has is that of an address on the web
        message = f"{name}skal begynde med https:// eller http://."
    elif text.startswith("Expected"):
        expected, got = [*quoted, "", ""][:2]
        parts = [part.strip() for part in expected.split("|")]
        wanted = " eller ".join(_TYPE_NAMES.get(part, part) for part in parts if part != "null")
        message = f"{name}skal være {wanted}, men er {_type_name(got)}."
    elif text.startswith("Invalid RFC3339"):
        message = f"{name}skal være {_TYPE_NAMES['date']}."
    elif text.startswith(("Invalid enum value", "Invalid value")):
        allowed = sorted(_literals(type, at))
        wrong = re.findall(r"'([^']*)'", text)
        message = f"{name}kan ikke være »{wrong[0] if wrong else ''}«."
        if allowed:
            message += f"{suggest(wrong[0], allowed) if wrong else ''} Vælg en af: {', '.join(allowed)}."
    else:
        message = f"{name}kan ikke læses: {text}."
    return Problem(path=path, line=line, message=message[0].upper() + message[1:]), None


def _type_name(got: str) -> str:
    return {"str": "en tekst", "int": "et tal", "float": "et tal", "null": "tom", "array": "en liste"}.get(
        got, {"bool": "true eller false", "object": "felter med værdier", "date": "en dato"}.get(got, got)
    )


def _path_of(where: str) -> Path:
    parts: list[str | int] = []
    for key, index in re.findall(r"\.([\w-]+)|\[(\d+|\.\.\.)\]", where):
        parts.append(key if key else (int(index) if index.isdigit() else 0))
    return tuple(parts)


def _types_at(type: object, at: Path) -> Iterator[msgspec.inspect.Type]:
    """Every type that the value at `at` may have."""
    todo: list[tuple[msgspec.inspect.Type, Path]] = [(msgspec.inspect.type_info(type), at)]
    while todo:
        info, rest = todo.pop()
        if isinstance(info, msgspec.inspect.UnionType):
            todo.extend((member, rest) for member in info.types)
        elif not rest:
            yield info
        elif isinstance(info, msgspec.inspect.StructType):
            todo.extend((field.type, rest[1:]) for field in info.fields if field.encode_name == rest[0])
        elif isinstance(info, (msgspec.inspect.VarTupleType, msgspec.inspect.ListType)):
            todo.append((info.item_type, rest[1:]))
        elif isinstance(info, msgspec.inspect.DictType):
            todo.append((info.value_type, rest[1:]))


def _field_names(type: object, at: Path) -> set[str]:
    structs = (info for info in _types_at(type, at) if isinstance(info, msgspec.inspect.StructType))
    return {field.encode_name for info in structs for field in info.fields}


def _literals(type: object, at: Path) -> set[str]:
    literals = (info for info in _types_at(type, at) if isinstance(info, msgspec.inspect.LiteralType))
    return {str(value) for info in literals for value in info.values}


def _without(value: object, at: Path) -> object:
    """`value` without the key at `at`."""
    if isinstance(value, dict):
        mapping: dict[object, object] = value  # pyright: ignore[reportUnknownVariableType] -- any key that YAML gave
        if len(at) == 1:
            return {key: item for key, item in mapping.items() if key != at[0]}
        return {key: _without(item, at[1:]) if key == at[0] else item for key, item in mapping.items()}
    if isinstance(value, list):
        items: list[object] = value  # pyright: ignore[reportUnknownVariableType] -- any item that YAML gave
        return [_without(item, at[1:]) if index == at[0] else item for index, item in enumerate(items)]
    return value


def _one_line(text: str) -> str:
    return " ".join(text.split())
