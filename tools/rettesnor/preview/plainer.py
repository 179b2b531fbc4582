"""What a channel cannot show, written another way: the words stay, the markup goes. Pure: tokens in, tokens out."""

from collections.abc import Iterable, Iterator

from markdown_it.token import Token

from rettesnor.model.channels import Markup

ALL: frozenset[Markup] = frozenset(
    ("heading", "bold", "italic", "strike", "list", "table", "quote", "code", "link", "rule")
)
_INLINE: dict[str, Markup] = {"strong": "bold", "em": "italic", "s": "strike", "link": "link"}
_STRUCK = {"s_open": "(udgået: ", "s_close": ")"}


def plainer(tokens: list[Token], shows: Iterable[Markup]) -> list[Token]:
    """The same letter with no other markup than `shows`.

    A table becomes a line for each row, with the column's name before each value; a list becomes lines that begin
    with their mark; a link is followed by its address; what is struck out is said to be so.
    """
    shown = frozenset(shows)
    if "table" not in shown:
        tokens = list(_rows(tokens))
    if "list" not in shown:
        tokens = list(_lines(tokens))
    return [plain for token in tokens for plain in _plain(token, shown)]


def _plain(token: Token, shown: frozenset[Markup]) -> Iterator[Token]:
    match token.type:
        case "inline":
            yield token.copy(children=list(_inline(token.children or [], shown)))
        case "heading_open" | "heading_close" if "heading" not in shown:
            yield Token(token.type.replace("heading", "paragraph"), "p", token.nesting)
        case "blockquote_open" | "blockquote_close" if "quote" not in shown:
            pass
        case "hr" if "rule" not in shown:
            pass
        case "fence" | "code_block" if "code" not in shown:
            yield from _paragraph(*([_text(line)] for line in token.content.splitlines()))
        case _:
            yield token


def _inline(children: list[Token], shown: frozenset[Markup]) -> Iterator[Token]:
    addresses: list[str] = []
    for child in children:
        markup = _INLINE.get(child.type.rpartition("_")[0])
        if child.type == "code_inline" and "code" not in shown:
            yield _text(child.content)
        elif markup is None or markup in shown:
            yield child
        elif child.type in _STRUCK:
            yield _text(_STRUCK[child.type])
        elif child.type == "link_open":
            addresses.append(str(child.attrs["href"]))
        elif child.type == "link_close":
            yield _text(f" ({addresses.pop().removeprefix('mailto:').removeprefix('tel:')})")


def _rows(tokens: list[Token]) -> Iterator[Token]:
    """Each table as paragraphs, one for each row, and one with the names alone where there are no rows."""
    names: list[Token] = []
    row: list[Token] = []
    inside, rows = "", 0
    for token in tokens:
        match token.type:
            case "table_open":
                names, rows, inside = [], 0, "head"
            case "tbody_open":
                inside = "body"
            case "tr_open":
                row = []
            case "tr_close" if inside == "head":
                names = row
            case "tr_close":
                rows += 1
                yield from _row(names, row)
            case "table_close":
                if not rows:
                    yield from _row([], names)
                inside = ""
            case "inline" if inside:
                row.append(token)
            case _ if not inside:
                yield token
            case _:
                pass


def _row(names: list[Token], cells: list[Token]) -> Iterator[Token]:
    yield from _paragraph(
        *(
            [*_name(names[number : number + 1]), *(cell.children or [])]
            for number, cell in enumerate(cells)
            if cell.content.strip()
        )
    )


def _name(column: list[Token]) -> list[Token]:
    """The name of a column as it stands before a value; nothing where the column has none."""
    return [part for name in column if name.content.strip() for part in (*(name.children or []), _text(": "))]


def _lines(tokens: list[Token]) -> Iterator[Token]:
    """Each item of a list as a paragraph that begins with its mark."""
    mark = ""
    for token in tokens:
        if token.type in ("bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"):
            continue
        if token.type == "list_item_open":
            mark = f"{token.info}. " if token.info else "– "
        elif token.type == "list_item_close":
            mark = ""
        elif token.type in ("paragraph_open", "paragraph_close"):
            yield Token(token.type, "p", token.nesting)
        elif token.type == "inline" and mark:
            yield token.copy(children=[_text(mark), *(token.children or [])])
            mark = ""
        else:
            yield token


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _paragraph(*lines: list[Token]) -> Iterator[Token]:
    """One paragraph with a line break between the lines."""
    children = [token for line in lines for token in (Token("hardbreak", "br", 0), *line)][1:]
    yield Token("paragraph_open", "p", 1)
    yield Token("inline", "", 0, children=children)
    yield Token("paragraph_close", "p", -1)
