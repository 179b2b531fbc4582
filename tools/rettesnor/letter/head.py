"""The front matter of a letter, read leniently: a faulty key is a fault with its place, and the letter is still checked.

Values that only other files can judge (an unknown kind, audience or channel, an owner that is gone) are left to the checks.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, TypeGuard, get_args

import msgspec

from rettesnor.model import ContentError, Fault, Field, FieldType, LetterHead, Span
from rettesnor.yamltext import Document, Path, split_front_matter, suggest
from rettesnor.yamltext import read as read_yaml

_KEYS: Mapping[str, msgspec.structs.FieldInfo] = {
    info.encode_name: info for info in msgspec.structs.fields(LetterHead)
}
_FIELD_KEYS = ("name", "type", "label", "example", "choices")
_TYPES: Mapping[str, FieldType] = {**{name: name for name in get_args(FieldType)}, "bool": "boolean"}
_TEXTS: Mapping[str, str] = {
    "reviewed": "en dato skrevet ÅÅÅÅ-MM-DD",
    "valid_from": "en dato skrevet ÅÅÅÅ-MM-DD",
    "valid_to": "en dato skrevet ÅÅÅÅ-MM-DD",
    "volume_per_year": "et helt tal",
    "review_every_months": "et helt tal",
    "sources": "en liste af kilder med title, url og checked",
}
_OPENS = re.compile(r"\ufeff?---[ \t]*\r?(\n|\Z)")


def read(source: str, *, path: str) -> tuple[LetterHead, tuple[Fault, ...], int]:
    """The head of a letter, what is wrong in it, and the code point where the body starts."""
    front = split_front_matter(source)
    reader = _Reader(source, path)
    if not front.body_line > 1:
        if _OPENS.match(source):
            reader.fault(
                reader.line_span(1),
                "head-syntax",
                "Linjen --- åbner brevets felter, men der mangler en linje med --- efter dem. Tilføj den.",
                whole=False,
            )
        return LetterHead(), tuple(reader.faults), front.body_start
    head = LetterHead()
    try:
        reader.document = read_yaml(front.yaml, path=path, first_line=front.yaml_line)
        head = reader.head()
    except ContentError as error:
        for problem in error.problems:
            reader.fault(reader.line_span(problem.line), "head-syntax", problem.message, whole=False)
    return head, tuple(reader.faults), front.body_start


def key_span(source: str, *at: str | int) -> Span:
    """Where the front matter's key at `at` (»fields«, »navn«) stands; an empty span at the start when it cannot be told."""
    reader = _places(source)
    return reader.span(*at) if reader is not None else Span(0, 0)


@lru_cache(maxsize=8)
def _places(source: str) -> "_Reader | None":
    """The keys of a letter's head; one letter's are asked for many times."""
    front = split_front_matter(source)
    reader = _Reader(source, "")
    try:
        reader.document = read_yaml(front.yaml, path="", first_line=front.yaml_line)
    except ContentError:
        return None
    return reader


class _Reader:
    """Reads one head, collecting faults."""

    def __init__(self, source: str, path: str) -> None:
        self.source, self.path = source, path
        self._starts = [0, *(found.end() for found in re.finditer("\n", source))]
        self.document = Document(value={}, lines={(): 1})
        self.faults: list[Fault] = []

    def fault(
        self,
        span: Span,
        rule: str,
        message: str,
        *,
        group: Literal["template", "metadata"] = "metadata",
        whole: bool = True,
    ) -> None:
        self.faults.append(
            Fault(path=self.path, span=span, rule=rule, group=group, message=message, whole=whole)
        )

    def line_span(self, line: int) -> Span:
        """The words of one line (from 1), without the space around them."""
        if line > len(self._starts):
            return Span(len(self.source), len(self.source))
        start = self._starts[line - 1]
        end = self.source.find("\n", start)
        text = self.source[start : end if end >= 0 else len(self.source)]
        start += len(text) - len(text.lstrip("\ufeff \t"))
        return Span(start, start + len(text.strip("\ufeff \t\r")))

    def span(self, *at: str | int) -> Span:
        """The last name in `at` on the line where it is declared, or else the whole line."""
        names = [key for key in at if isinstance(key, str)]
        span = self.line_span(self.document.line(*at))
        text = self.source[span.start : span.end]
        if not names:
            return span
        if text.startswith(f"{names[-1]}:"):  # nearly always
            return Span(span.start, span.start + len(names[-1]))
        found = re.search(rf"(?<![\w-]){re.escape(names[-1])}(?![\w-])", text)
        return Span(span.start + found.start(), span.start + found.end()) if found else span

    def head(self) -> LetterHead:
        value = self.document.value
        if value is None:
            return LetterHead()
        if not _is_mapping(value):
            self.fault(
                self.line_span(2), "head-syntax", "Her skal stå felter skrevet »navn: værdi«.", whole=False
            )
            return LetterHead()
        known: dict[str, object] = {}
        for key, item in value.items():
            if key not in _KEYS:
                message = f"»{key}« er ikke et felt i et brevs hoved.{suggest(key, _KEYS) or ' Slet det.'}"
                self.fault(self.span(key), "head-unknown-key", message)
            elif key == "fields":
                known[key] = self.fields(item)
            elif item is not None:
                self.convert(key, item, known)
        return LetterHead(**known)  # pyright: ignore[reportArgumentType] -- each value was converted to its field's type

    def convert(self, key: str, item: object, known: dict[str, object]) -> None:
        wanted = _KEYS[key].type
        try:
            known[key] = msgspec.convert(item, wanted)
            return
        except msgspec.ValidationError:
            pass
        expected = _TEXTS.get(key, "en liste" if key in _LISTS else "en tekst")
        if key in _LISTS:
            # One text where a list belongs, or numbers in it: what is meant is plain, so the checks go on with it.
            items = _items(item) if _is_list(item) else [item]
            known[key] = tuple(str(each) for each in items if isinstance(each, (str, int, float)))
        elif (wanted == str | None or wanted is str) and not _is_list(item) and not _is_mapping(item):
            known[key] = str(item)
        self.fault(self.span(key), "head-wrong-type", f"»{key}« skal være {expected}.")

    def fields(self, value: object) -> tuple[Field, ...]:
        """Fields written as `navn: {type: ...}`, `navn: type`, a list of either, or a list of names."""
        found: list[Field] = []
        if _is_mapping(value):
            for name, item in value.items():
                found.append(self.field(name, item, ("fields", name)))
        elif _is_list(value):
            for index, item in enumerate(_items(value)):
                at: Path = ("fields", index)
                if _is_mapping(item) and "name" in item:
                    found.append(self.field(str(item["name"]), item, at))
                elif _is_mapping(item):
                    found += [self.field(name, each, (*at, name)) for name, each in item.items()]
                elif isinstance(item, str):
                    found.append(Field(name=item, type=None))
                else:
                    message = "Et felt skrives »navn: {type: text}«. Ret linjen."
                    self.fault(self.span(*at), "field-shape", message, group="template")
        elif value is not None:
            message = "»fields« skal være felter skrevet »navn: {type: text}«."
            self.fault(self.span("fields"), "field-shape", message, group="template")
        return tuple(found)

    def field(self, name: str, item: object, at: Path) -> Field:
        if item is None:
            return Field(name=name, type=None)
        if not _is_mapping(item):
            return Field(name=name, type=self.type(item, at))
        for key in item:
            if key not in _FIELD_KEYS:
                message = f"»{key}« kan et felt ikke have.{suggest(key, _FIELD_KEYS) or ' Slet det.'}"
                self.fault(self.span(*at, key), "field-unknown-key", message, group="template")
        label, choices = item.get("label"), item.get("choices")
        if choices is not None and not _is_list(choices) and not _is_mapping(choices):
            message = "»choices« skal være en liste med de værdier, der kan vælges."
            self.fault(self.span(*at, "choices"), "field-choices", message, group="template")
        return Field(
            name=name,
            type=self.type(item.get("type"), (*at, "type")),
            label=None if label is None else str(label),
            example=item.get("example"),
            choices=tuple(str(choice) for choice in _items(choices)),
        )

    def type(self, value: object, at: Path) -> FieldType | None:
        if value is None:
            return None
        known = _TYPES.get(str(value))
        if known is None:
            names = ", ".join(get_args(FieldType))
            message = f"»{value}« er ikke en felttype.{suggest(str(value), _TYPES)} Vælg en af: {names}."
            self.fault(self.span(*at), "field-type", message, group="template")
        return known


_LISTS = frozenset(key for key, info in _KEYS.items() if info.type == tuple[str, ...])


def _is_mapping(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)


def _is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list)


def _items(value: object) -> list[object]:
    """The members of a YAML list, the keys of a mapping, nothing for anything else."""
    if _is_list(value):
        return value
    return list(value) if _is_mapping(value) else []
