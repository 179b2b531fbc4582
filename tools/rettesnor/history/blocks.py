"""A file of content as what people read in it: labelled facts, headings, paragraphs, items and cells, one by one."""

import datetime
import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from rettesnor.model import ContentError, Record
from rettesnor.yamltext import read, split_front_matter

# What a key in YAML is called where people see it; a key that is missing here stands as it is.
LABELS = {
    "about": "Om",
    "address": "Adresse",
    "after": "Derefter",
    "also": "Kaldes også",
    "answers": "Svarer på",
    "area": "Opgave",
    "audience": "Modtager",
    "bad": "Ikke sådan",
    "before": "Inden",
    "becomes": "bliver til",
    "channels": "Kanaler",
    "checked": "Kontrolleret",
    "closes": "lukker",
    "contact": "Spørg",
    "counted": "regnes",
    "date": "Dato",
    "days": "dage",
    "deadlines": "Frist",
    "definition": "Forklaring",
    "document": "dokument",
    "example": "eksempel",
    "fields": "Felt",
    "finds": "finder",
    "former_names": "Hed før",
    "forms": "Blanketter",
    "from": "fra",
    "good": "Sådan",
    "hands_over_to": "Sender videre til",
    "instead": "Skriv i stedet",
    "keywords": "Søgeord",
    "kind": "Slags",
    "label": "navn",
    "law": "lov",
    "legal_basis": "Lov",
    "letters": "Breve",
    "mailbox": "Postkasse",
    "message": "Besked",
    "moved_from": "Lå før",
    "name": "Navn",
    "not_to_confuse": "Forveksles med",
    "number": "Nummer",
    "opening_hours": "Åbent",
    "opens": "åbner",
    "outdated": "Hed før",
    "outcomes": "Svar",
    "owner": "Ansvarlig",
    "phone": "Telefon",
    "phone_hours": "Telefontid",
    "procedure": "Arbejdsgang",
    "questions": "Spørgsmål",
    "replaced_by": "Afløst af",
    "review_every_months": "Gennemgås hver (måneder)",
    "reviewed": "Gennemgået",
    "see": "Se også",
    "severity": "Hvor alvorligt",
    "short_name": "Kort navn",
    "sources": "Kilde",
    "status": "Status",
    "summary": "Kort fortalt",
    "system": "System",
    "systems": "Systemer",
    "target_groups": "Gælder for",
    "term": "Ord",
    "text": "tekst",
    "title": "Titel",
    "type": "type",
    "url": "adresse",
    "use": "Skriv",
    "used_for": "Bruges til",
    "valid_from": "Gælder fra",
    "valid_to": "Gælder til",
    "versions": "Udgave",
    "volume_per_year": "Sendes om året",
    "what": "hvad",
    "when": "hvornår",
    "why": "Hvorfor",
}
_ANCHOR = re.compile(r"\s*\{#[A-Za-z0-9_-]+\}\s*\Z")
_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


class Block(Record, frozen=True, kw_only=True):
    """`text` is what is read, `raw` what is written (another link under the same words differs there alone).

    `label` is the name of a fact; empty for text.
    """

    kind: str
    text: str
    raw: str
    label: str = ""


def blocks(source: bytes, *, path: str) -> tuple[Block, ...]:
    """The file's blocks in order. What is no YAML or Markdown that we can read stands line by line."""
    text = source.decode("utf-8", "replace")
    try:
        if path.endswith(".yml"):
            return tuple(_facts(read(text, path=path).value))
        front = split_front_matter(text)
        facts = tuple(_facts(read(front.yaml, path=path).value))
    except ContentError:
        return tuple(_lines(text))
    return (*facts, *_prose(text[front.body_start :]))


def _facts(value: object) -> Iterator[Block]:
    if not isinstance(value, dict):
        for item in _items(value):
            yield _fact("", item)
        return
    pairs: dict[str, object] = value  # pyright: ignore[reportUnknownVariableType] -- YAML's keys are texts
    for key, found in pairs.items():
        for item in _items(found):
            yield _fact(LABELS.get(key, key), item)


def _items(value: object) -> Iterator[object]:
    """The members of a list or of a map of maps, else the value alone."""
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict) and any(isinstance(each, dict) for each in value.values()):  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] -- as above
        pairs: dict[str, object] = value  # pyright: ignore[reportUnknownVariableType] -- as above
        yield from (f"{key}: {_words(each)}" for key, each in pairs.items())
    else:
        yield value


def _fact(label: str, value: object) -> Block:
    text = _words(value)
    return Block(kind="fact", text=text, raw=text, label=label)


def _words(value: object) -> str:
    match value:
        case dict():
            pairs: dict[str, object] = value  # pyright: ignore[reportUnknownVariableType] -- as above
            return "; ".join(f"{LABELS.get(key, key).lower()}: {_words(each)}" for key, each in pairs.items())
        case list():
            each: list[object] = value  # pyright: ignore[reportUnknownVariableType] -- as above
            return ", ".join(map(_words, each))
        case None:
            return "–"
        case bool():
            return "ja" if value else "nej"
        case datetime.date():
            return f"{value.day}.{value.month}.{value.year}"
        case _:
            return " ".join(str(value).split())


def _prose(markdown: str) -> Iterator[Block]:
    inside: list[str] = []
    row: list[Token] = []
    for token in _PARSER.parse(markdown):
        if token.type in {"heading_open", "list_item_open", "blockquote_open", "tr_open"}:
            inside.append(token.type.removesuffix("_open"))
            row = []
        elif token.type in {"heading_close", "list_item_close", "blockquote_close", "tr_close"}:
            if inside.pop() == "tr":
                yield _block("row", " | ".join(map(_plain, row)), " | ".join(cell.content for cell in row))
        elif token.type == "inline" and inside[-1:] == ["tr"]:
            row.append(token)
        elif token.type == "inline" and inside[-1:] == ["heading"]:
            yield _block("heading", _ANCHOR.sub("", _plain(token)), token.content)
        elif token.type == "inline":
            yield _block(_KINDS.get(inside[-1] if inside else "", "text"), _plain(token), token.content)
        elif token.type in {"fence", "code_block", "html_block"}:
            yield _block("code", token.content, token.content)


_KINDS = {"list_item": "item", "blockquote": "quote"}


def _block(kind: str, text: str, raw: str) -> Block:
    return Block(kind=kind, text=" ".join(text.split()), raw=" ".join(raw.split()))


def _plain(inline: Token) -> str:
    return "".join(
        " " if token.type in {"softbreak", "hardbreak"} else token.content
        for token in inline.children or []
        if token.type in {"text", "code_inline", "softbreak", "hardbreak", "text_special", "image"}
    )


def _lines(text: str) -> Iterator[Block]:
    for line in text.splitlines():
        if line.strip():
            yield _block("text", line, line)
