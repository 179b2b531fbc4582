"""A letter as a Word document with merge fields: values as MERGEFIELD, branches as IF (ECMA-376, 17.16.5)."""

import re
from collections.abc import Mapping as Names
from collections.abc import Sequence

from jinja2 import nodes
from markdown_it.token import Token

from rettesnor.model import ContentError, Field, LetterHead
from rettesnor.word.outline import MARK, MARKDOWN, Else, End, For, If, Outline, Value
from rettesnor.word.package import saved
from rettesnor.word.pages import ORDINARY, Page, Run, Style

_FILTERS = {"upper": "Upper", "lower": "Lower", "title": "Caps", "capitalize": "FirstCap"}
_DATE = ' \\@ "d. MMMM yyyy"'
_SIGNS = {"eq": "=", "ne": "<>", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">="}
_OPPOSITE = {"=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_QUOTES = re.compile(r'(["“”„\\])')


def exported(outline: Outline, head: LetterHead, *, names: Names[str, str]) -> bytes:
    """The document. `names` are what the fields are called in the system that fills them in, where that differs.

    Raises ContentError for what Word's fields cannot do.
    """
    export = _Export(outline, {field.name: field for field in head.fields}, names)
    export.blocks(MARKDOWN.parse(outline.markdown))
    document = export.page.document
    document.core_properties.title = head.title or ""
    document.core_properties.language = "da-DK"
    document.core_properties.author = ""
    document.core_properties.comments = ""
    return saved(document)


class _Export:
    def __init__(self, outline: Outline, fields: Names[str, Field], names: Names[str, str]) -> None:
        self.page = Page()
        self._outline, self._fields, self._names = outline, fields, names
        self._number = 0  # the step that is being written
        self._ifs: list[tuple[str, bool]] = []
        self._lists: list[Style] = []
        self._new_item = False

    def blocks(self, tokens: Sequence[Token]) -> None:
        style = ORDINARY
        rows: list[list[Token]] | None = None
        for token in tokens:
            match token.type:
                case "heading_open":
                    style = Style(f"Heading {token.tag[1]}")
                case "bullet_list_open" | "ordered_list_open":
                    kind = "List Bullet" if token.type == "bullet_list_open" else "List Number"
                    depth = min(len(self._lists) + 1, 3)
                    name = kind if depth == 1 else f"{kind} {depth}"
                    is_numbered = token.type == "ordered_list_open"
                    start = int(token.attrs.get("start", 1))
                    self._lists.append(Style(name, self.page.new_list(name, start) if is_numbered else None))
                case "bullet_list_close" | "ordered_list_close":
                    self._lists.pop()
                case "list_item_open":
                    self._new_item = True
                case "blockquote_open":
                    style = Style("Quote")
                case "heading_close" | "blockquote_close":
                    style = ORDINARY
                case "table_open":
                    rows = []
                case "tr_open" if rows is not None:
                    rows.append([])
                case "table_close" if rows is not None:
                    for cell in self.page.table(rows):
                        self._line(cell.children or [])
                    rows = None
                case "inline" if rows is not None:
                    rows[-1].append(token)
                case "inline":
                    self._inline(token, style)
                case "fence" | "code_block":
                    self.page.paragraph(ORDINARY)
                    self.page.text(Run(token.content.rstrip("\n")))
                case _:
                    pass
        self.page.finish()

    def _inline(self, token: Token, style: Style) -> None:
        children = token.children or []
        if not MARK.sub("", token.content).strip() and not any(
            isinstance(self._outline.steps[int(found[1])], Value) for found in MARK.finditer(token.content)
        ):
            # Tags on lines of their own: they go before the next paragraph, so that they leave no empty one.
            self.page.wait()
            for found in MARK.finditer(token.content):
                self._step(int(found[1]), Run(""))
            return
        if self._lists and self._new_item:
            style = self._lists[-1]
        elif self._lists:
            style = Style("List Continue")
        self._new_item = False
        self.page.paragraph(style)
        self._line(children)

    def _line(self, children: Sequence[Token]) -> None:
        look = Run("")
        for child in children:
            match child.type:
                case "text" | "code_inline":
                    self._text(look._replace(text=child.content))
                case "strong_open" | "strong_close":
                    look = look._replace(bold=child.nesting > 0)
                case "em_open" | "em_close":
                    look = look._replace(italic=child.nesting > 0)
                case "s_open" | "s_close":
                    look = look._replace(struck=child.nesting > 0)
                case "softbreak":
                    self._text(look._replace(text=" "))
                case "hardbreak":
                    self.page.line_break()
                case "link_open":
                    href = str(child.attrs.get("href", "")).replace('"', "%22")
                    self.page.begin()
                    self.page.code(f' HYPERLINK "{href}" ')
                    self.page.separate()
                case "link_close":
                    self.page.end()
                case _:
                    self._text(look._replace(text=child.content))

    def _text(self, run: Run) -> None:
        at = 0
        for found in MARK.finditer(run.text):
            self._plain(run._replace(text=run.text[at : found.start()]))
            self._step(int(found[1]), run)
            at = found.end()
        self._plain(run._replace(text=run.text[at:]))

    def _plain(self, run: Run) -> None:
        """Words; in an IF field's text a quotation mark would end it."""
        escaped = _QUOTES.sub(r"\\\1", run.text) if self._ifs else run.text
        self.page.text(run._replace(text=escaped))

    def _step(self, number: int, look: Run) -> None:
        self._number = number
        match step := self._outline.steps[number]:
            case Value():
                self._value(step, look)
            case If():
                self._ifs.append((step.source, False))
                self.page.begin()
                self.page.code(" IF ")
                self._condition(step.condition)
                self.page.code(' "')
                self.page.enter_text()
            case Else() if self._ifs:
                self._ifs[-1] = (self._ifs[-1][0], True)
                self.page.code('" "')
            case End(of_loop=False) if self._ifs:
                source, had_else = self._ifs.pop()
                self.page.code('" ' if had_else else '" "" ')
                self.page.leave_text()
                if (
                    not self._ifs
                ):  # until the letter is filled in, a person sees where it depends on something
                    self.page.separate()
                    self.page.text(Run(f"«hvis {source}»"))
                self.page.end()
            case For():
                raise self._cannot(
                    f"Brevet gentager tekst for hver af »{step.values}«. Det kan felter i Word ikke. "
                    f"Lav »{step.values}« til et tekstfelt med hele listen, eller vælg --format html eller txt."
                )
            case _:
                pass

    def _value(self, value: Value, look: Run) -> None:
        switches = ""
        for name in value.filters:
            if name not in _FILTERS:
                raise self._cannot(
                    f"»{value.name}|{name}« kan felter i Word ikke. Lav det til et felt for sig."
                )
            switches += f" \\* {_FILTERS[name]}"
        field = self._fields.get(value.name)
        if value.deadline is not None or (field is not None and field.type == "date"):
            switches += _DATE
        self._merge(value.name, switches, look)

    def _merge(self, name: str, switches: str = "", look: Run | None = None) -> None:
        called = self._names.get(name, name)
        quoted = f'"{called}"' if re.search(r"\s", called) else called
        self.page.begin()
        self.page.code(f" MERGEFIELD {quoted}{switches} ")
        self.page.separate()
        self.page.text((look or Run(""))._replace(text=f"«{called}»"))
        self.page.end()

    def _condition(self, node: nodes.Node) -> None:
        """Writes »left = right«. Conditions joined by and, or are fields that give 1 or 0, held against 11 or 00."""
        if isinstance(node, nodes.And | nodes.Or):
            self.page.code('"')
            self._flag(node.left)
            self._flag(node.right)
            self.page.code('" = "11"' if isinstance(node, nodes.And) else '" <> "00"')
            return
        if isinstance(node, nodes.Not) and isinstance(node.node, nodes.And | nodes.Or):
            self._flag(node.node)
            self.page.code(' = "0"')
            return
        name, sign, value = self._simple(node)
        self._merge(name)
        self.page.code(f" {sign} ")
        if isinstance(value, nodes.Name):
            self._merge(value.name)
        else:
            shown = _QUOTES.sub(
                r"\\\1", str(value).replace(".", ",") if isinstance(value, float) else str(value)
            )
            self.page.code(f'"{shown}"')

    def _flag(self, node: nodes.Node) -> None:
        self.page.begin()
        self.page.code(" IF ")
        self._condition(node)
        self.page.code(' "1" "0" ')
        self.page.end()

    def _simple(self, node: nodes.Node) -> tuple[str, str, object]:
        """A field, a sign, and what it is held against."""
        if isinstance(node, nodes.Not):
            name, sign, value = self._simple(node.node)
            return name, _OPPOSITE[sign], value
        if isinstance(node, nodes.Name):
            field = self._fields.get(node.name)
            is_boolean = field is None or field.type in ("boolean", None)
            return (node.name, "=", "ja") if is_boolean else (node.name, "<>", "")
        if isinstance(node, nodes.Compare) and len(node.ops) == 1 and isinstance(node.expr, nodes.Name):
            operand = node.ops[0]
            if operand.op in _SIGNS and isinstance(operand.expr, nodes.Const | nodes.Name):
                value: object = operand.expr.value if isinstance(operand.expr, nodes.Const) else operand.expr
                if isinstance(value, bool):
                    value = "ja" if value else "nej"
                return node.expr.name, _SIGNS[operand.op], value
        raise self._cannot(
            "En betingelse i brevet er for indviklet for felter i Word. Lav den til et ja/nej-felt."
        )

    def _cannot(self, message: str) -> ContentError:
        return self._outline.cannot(self._number, message)
