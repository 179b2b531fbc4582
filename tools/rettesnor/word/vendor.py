"""A letter as a vendor's system takes it: HTML or plain text, with that system's own placeholders."""

import html
import re
from typing import Literal

import msgspec
from jinja2 import nodes
from markdown_it.token import Token

from rettesnor.model import ContentError, LetterHead, Problem, Record
from rettesnor.word.outline import MARK, MARKDOWN, Else, End, For, If, Outline, Value

Format = Literal["html", "txt"]
_ALONE = re.compile(rf"<p>((?:{MARK.pattern}\s*)+)</p>\n?")
_WORD = re.compile(r"""'[^']*'|"[^"]*"|\w+""")


class Mapping(Record, frozen=True, kw_only=True):
    """How one vendor writes placeholders. `fields` gives that vendor's names; without it, names stay as they are.

    `{name}` stands for a field's name, `{condition}` for a condition with the vendor's names in it; `for` and `end_for`
    (with `{name}` for the list and `{item}` for one of it) are needed only for letters that repeat something.
    """

    fields: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    value: str = "[{name}]"
    if_: str = msgspec.field(default="[HVIS {condition}]", name="if")
    else_: str = msgspec.field(default="[ELLERS]", name="else")
    end: str = "[SLUT HVIS]"
    for_: str | None = msgspec.field(default=None, name="for")
    end_for: str | None = None

    def name(self, field: str) -> str:
        return self.fields.get(field, field)


def check_names(mapping: Mapping, head: LetterHead, outline: Outline, *, path: str) -> None:
    """Raises ContentError for a field that the letter uses and the mapping does not name, and for what it cannot say."""
    if not mapping.fields:
        return
    used = {step.name for step in outline.steps if isinstance(step, Value)}
    for step in outline.steps:
        if isinstance(step, If):
            used.update(name.name for name in step.condition.find_all(nodes.Name))
            used.update([step.condition.name] if isinstance(step.condition, nodes.Name) else [])
    known = {field.name for field in head.fields} | {
        step.name for step in outline.steps if isinstance(step, Value) and step.deadline
    }
    missing = sorted(name for name in used & known if name not in mapping.fields)
    if missing:
        message = (
            f"Felterne {', '.join(missing)} mangler under fields. Skriv, hvad de hedder hos leverandøren."
        )
        raise ContentError(Problem(path=path, message=message))


def written(outline: Outline, mapping: Mapping, format: Format) -> str:
    """The letter's text in the format. Raises ContentError for what the vendor's placeholders cannot say."""
    signs = [_sign(outline, number, mapping) for number in range(len(outline.steps))]
    if format == "html":
        body = _ALONE.sub(lambda found: found[1].strip() + "\n", MARKDOWN.render(outline.markdown))
        signs = [html.escape(sign, quote=False) for sign in signs]
    else:
        body = _plain(MARKDOWN.parse(outline.markdown))
    return MARK.sub(lambda found: signs[int(found[1])], body)


def _sign(outline: Outline, number: int, mapping: Mapping) -> str:
    match step := outline.steps[number]:
        case Value():
            if step.filters:
                shown = f"{step.name}|{step.filters[0]}"
                raise outline.cannot(
                    number,
                    f"»{shown}«: leverandørens felter kan ikke ændre en værdi. Lav det til et felt for sig.",
                )
            return mapping.value.replace("{name}", mapping.name(step.name))
        case If():
            return mapping.if_.replace("{condition}", _condition(step.source, mapping))
        case Else():
            return mapping.else_
        case For():
            if mapping.for_ is None:
                raise outline.cannot(
                    number,
                    f"Brevet gentager tekst for hver af »{step.values}«. "
                    "Skriv i filen til --mapping, hvordan leverandøren gør det (for og end_for).",
                )
            return mapping.for_.replace("{name}", mapping.name(step.values)).replace("{item}", step.name)
        case End():
            return (mapping.end_for or "") if step.of_loop else mapping.end


def _condition(source: str, mapping: Mapping) -> str:
    """The condition in the vendor's names; strings stay."""
    return _WORD.sub(lambda found: mapping.name(found[0]), source)


def _plain(tokens: list[Token]) -> str:
    """Paragraphs with blank lines between, items with their marks, a table's row on a line."""
    blocks: list[str] = []
    marks: list[int | None] = []
    in_item = is_item_last = False
    cells: list[str] | None = None
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                marks.append(None)
            case "ordered_list_open":
                marks.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                marks.pop()
            case "list_item_open":
                in_item = True
            case "tr_open":
                cells = []
            case "tr_close" if cells is not None:
                blocks.append(" | ".join(cells))
                cells, is_item_last = None, False
            case "inline" if cells is not None:
                cells.append(_words(token))
            case "inline":
                mark = ""
                if in_item and marks:
                    number = marks[-1]
                    mark = "- " if number is None else f"{number}. "
                    marks[-1] = None if number is None else number + 1
                indent = "  " * max(len(marks) - 1, 0)
                if in_item and marks and blocks and is_item_last:
                    blocks[-1] += "\n" + indent + mark + _words(token)
                else:
                    blocks.append(indent + mark + _words(token))
                is_item_last, in_item = in_item, False
            case "fence" | "code_block":
                blocks.append(token.content.rstrip("\n"))
            case _:
                pass
    return "\n\n".join(blocks) + "\n"


def _words(token: Token) -> str:
    parts: list[str] = []
    address = ""
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "link_open":
            address = str(child.attrs.get("href", ""))
        elif child.type == "link_close" and address not in "".join(parts):
            parts.append(f" ({address})")
    return "".join(parts)
