"""Laws that hold for every letter: readings are what Jinja would render, and every character stands where we say."""

import itertools
import re

import jinja2
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from rettesnor.letter import prose as prose_module
from rettesnor.letter.blocks import Blocks
from rettesnor.letter.choices import Branch
from rettesnor.letter.prose import prose
from rettesnor.letter.readings import readings
from rettesnor.letter.runs import Run
from rettesnor.letter.template import parse
from rettesnor.model import VALUE, Field

FIELDS = tuple(Field(name=name, type="boolean") for name in "abc")
WORDS = st.sampled_from(
    ["Din ", "jobplan", "en", "\n", "\r\n", "\n\n", "  ", "æøå", "😀", "{", "}", "*x*", "\u00a0", ""]
)
TEXT = st.lists(WORDS, max_size=4).map("".join).filter(lambda text: "{{" not in text and "}}" not in text)
STRING = st.sampled_from(
    ['"plan"', "'job'", "'it\\'s'", '"\\u00e6"', "'{%'", "'a' ~ 'b'", "'x' | upper", "['a', 'b'] | join"]
)
CONDITION = st.sampled_from(
    ["a", "b", "not a", "a and b", "a or c", "not (b or c)", "a == true", "c is false", "1 < 2"]
)
OPEN = st.sampled_from(["{% ", "{%- ", "{%+ "])
CLOSE = st.sampled_from([" %}", " -%}", "\n%}"])


@st.composite
def tag(draw: st.DrawFn, code: str) -> str:
    return draw(OPEN) + code + draw(CLOSE)


@st.composite
def template(draw: st.DrawFn, depth: int = 0) -> str:
    kinds = ["text", "string", "comment", "raw", "inline"] + (
        ["if", "for", "set", "macro"] if depth < 3 else []
    )
    parts: list[str] = []
    for kind in draw(st.lists(st.sampled_from(kinds), max_size=4)):
        inner = lambda: draw(template(depth + 1))  # noqa: E731
        if kind == "text":
            parts.append(draw(TEXT))
        elif kind == "string":
            parts.append("{{ " + draw(STRING) + draw(st.sampled_from([" }}", " -}}"])))
        elif kind == "inline":
            parts.append("{{ " + f"{draw(STRING)} if {draw(CONDITION)} else {draw(STRING)}" + " }}")
        elif kind == "comment":
            parts.append(draw(st.sampled_from(["{# x #}", "{#- {{ x }} -#}", "{#\r\n#}"])))
        elif kind == "raw":
            parts.append("{% raw %}{{ x }}{% endraw %}")
        elif kind == "if":
            parts += [
                draw(tag("if " + draw(CONDITION))),
                inner(),
                draw(tag("elif " + draw(CONDITION))),
                inner(),
            ]
            parts += [draw(tag("else")), inner(), draw(tag("endif"))]
        elif kind == "for":
            parts += [draw(tag("for x in [1, 2]")), inner(), "{{ loop.index }}", draw(tag("endfor"))]
        elif kind == "set":
            parts += [draw(tag("set y")), inner(), draw(tag("endset")), "{{ y }}"]
        else:
            parts += [
                draw(tag("macro m(t='d')")),
                "{{ t }}",
                inner(),
                draw(tag("endmacro")),
                "{{ m() }}{{ m('e') }}",
            ]
    return "".join(parts)


@settings(max_examples=300, deadline=None)
@given(template())
def test_each_reading_is_what_jinja_renders(source: str) -> None:
    letter = readings(parse("x" + source, path="l.md", snippets={}), FIELDS)

    for reading in letter:
        values = {choice.atom.subject: choice.truth for choice in reading.choices}
        values = {"a": False, "b": False, "c": False} | values
        assert reading.text == rendered("x" + source, values)


def rendered(source: str, values: dict[str, bool]) -> str:
    try:
        return jinja2.Environment(keep_trailing_newline=True).from_string(source).render(values)
    except SystemError:  # Python 3.11 may fail to compile when memory is collected meanwhile (gh-106905).
        reject()


NAMES = st.sampled_from(["a", "b", "c", "d", "not a", "not b", "not c", "not d"])
COUPLED = st.recursive(
    NAMES,
    lambda inner: st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
        lambda two: f"({' '.join(two)})"
    ),
    max_leaves=6,
)
BRANCHED = st.recursive(
    st.just("#"),
    lambda inner: st.tuples(COUPLED, inner, COUPLED, inner, inner).map(
        lambda p: f"#{{% if {p[0]} %}}{p[1]}#{{% elif {p[2]} %}}{p[3]}#{{% else %}}{p[4]}{{% endif %}}"
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(BRANCHED)
def test_every_branch_that_somebody_gets_is_read(branched: str) -> None:
    count = itertools.count()
    source = re.sub("#", lambda _: f"<{next(count)}>", branched)
    values = itertools.product((True, False), repeat=4)
    gets = {mark for four in values for mark in marks(rendered(source, dict(zip("abcd", four, strict=True))))}

    letter = readings(parse(source, path="l.md", snippets={}), ())

    assert {mark for reading in letter for mark in marks(reading.text)} == gets


def marks(text: str) -> list[str]:
    return re.findall(r"<\d+>", text)


@settings(max_examples=200, deadline=None)
@given(template())
def test_an_exact_run_is_the_files_own_text(source: str) -> None:
    for reading in readings(parse(source, path="l.md", snippets={}), FIELDS):
        for run in reading.runs:
            stored = source[run.start : run.end]
            assert stored
            assert not run.exact or stored == run.text or "upper" in source


MARKS = [
    "ord",
    "Ord. ",
    " ",
    "\n",
    "\n\n",
    "# ",
    "- ",
    "1. ",
    "> ",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "[",
    "](x)",
    "]",
    "| ",
]
MARKS += [
    "|-|\n",
    "<b>",
    "</b>",
    "<div>\n",
    "&amp;",
    "\\*",
    "  \n",
    "\t",
    "\u00ad",
    "æ",
    "!",
    "---\n",
    "===\n",
    "    ",
]
MARKDOWN = st.lists(st.sampled_from([*MARKS, VALUE, "``` \n"]), max_size=24).map("".join)


def whole(markdown: str) -> list[tuple[str, int, str]]:
    return [block[:3] for block in prose(markdown)]


@settings(max_examples=800, deadline=None)
@given(MARKDOWN)
def test_blocks_are_the_same_whether_the_letter_is_cut_or_not(markdown: str) -> None:
    run = Run(markdown, "l.md", 0, len(markdown), True, Branch())

    assert [(block.kind, block.level, block.text) for block in Blocks().of((run,))] == whole(markdown)


@settings(max_examples=800, deadline=None)
@given(MARKDOWN)
def test_every_character_read_stands_where_its_span_says(markdown: str) -> None:
    run = Run(markdown, "l.md", 0, len(markdown), True, Branch())

    for block in Blocks().of((run,)):
        for offset, char in enumerate(block.text):
            _, span = block.span(offset, offset + 1)
            stored = markdown[span.start : span.end]
            assert (
                stored == char
                or stored in ("&amp;", "\\*", "<div>", "\n")
                or stored.isspace()
                or "`" in markdown
            )


PLAIN = ["Ord", " ", "\n", "# ", "1", ". ", "- ", "=", "«", VALUE, "+", "\u00a0", "(x)"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PLAIN), max_size=12).map("".join))
def test_the_short_way_through_plain_text_changes_nothing(markdown: str) -> None:
    long_way = prose_module._blocks(markdown.replace(VALUE, prose_module._STAND_IN))

    assert [placed(block) for block in prose(markdown)] == [placed(block) for block in long_way]


def placed(block: prose_module.Prose) -> tuple[object, ...]:
    """A block with the place of each character, however they are gathered."""
    ends = [*(spot.at for spot in block.spots[1:]), len(block.text)]
    starts = [
        spot.start + (at - spot.at if spot.exact else 0)
        for spot, end in zip(block.spots, ends, strict=True)
        for at in range(spot.at, end)
    ]
    return (block.kind, block.level, block.text, starts)
