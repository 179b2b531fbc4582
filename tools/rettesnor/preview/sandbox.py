"""Jinja, closed off: runs in the process with limits alone (`limited.py`).

Nothing that an author writes runs anywhere else. A value reaches the letter as plain text in every channel: what
Markdown would read as markup is escaped, and each value is wrapped in two marks so that a preview can show it.
"""

import datetime
import random
import re
import sys
from decimal import Decimal
from typing import NamedTuple

import jinja2
import msgspec
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from rettesnor.danish.values import Day, WrongValue, typed
from rettesnor.letter.danish_errors import syntax_message
from rettesnor.model import Field, Record
from rettesnor.yamltext import suggest

OUTPUT_CHARS = 150_000  # some 50 pages; the time that Markdown takes for the worst of them is about 3 s
# Private-use characters around each value; taken out of everything that comes in.
VALUE_START, VALUE_END = "\ue000", "\ue001"

_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")  # every ASCII punctuation mark, as CommonMark lets it be escaped
_BREAKS = re.compile(r"[ \t]*(?:\r\n|\r|\n|\x0b|\x0c|\x85|\u2028|\u2029)+[ \t]*")


_UNDEFINED = re.compile(r"'([^']+)' is undefined")
_MISSING = re.compile(r"has no (?:attribute|element) '?([^']+)'?")
_UNKNOWN = re.compile(r"No (filter|test) named '([^']+)'")


class UnknownDeadline(Exception):
    """`frist(...)` cannot be answered; the message is Danish."""


class NotText(Exception):
    """A template shows what nobody can read: a function, a loop that has not run, something missing in a list."""


class Request(Record, frozen=True, kw_only=True, tag="letter"):
    """A template body with its fields and the values of one case; `snippets` are what it may include, by name.

    `deadlines` is the last day of each rule that `frist("...")` may name; None: nobody knows when the letter arrives.
    """

    source: str
    fields: tuple[Field, ...] = ()
    values: dict[str, object]
    snippets: dict[str, str]
    deadlines: dict[str, datetime.date | None] = msgspec.field(
        default_factory=dict[str, datetime.date | None]
    )


DATE = "$date"  # JSON has no dates, so they travel as {"$date": "2026-12-10"}


class Answer(Record, frozen=True, kw_only=True):
    """Markdown with marked values, or an error in Danish with its line in the body (None: the letter as a whole).

    `included` are the names of the snippets that it asked for, there or not, and `deadlines` the rules.
    """

    markdown: str = ""
    included: tuple[str, ...] = ()
    deadlines: tuple[str, ...] = ()
    error: str | None = None
    line: int | None = None


def plain(value: object) -> Markup:
    """A value as text that Markdown leaves alone, between its marks; text that is rendered already stays."""
    if hasattr(value, "__html__"):
        return Markup(
            value
        )  # output of a macro or block of the letter itself, whose values are escaped already
    if not isinstance(value, jinja2.Undefined) and not _readable(value):  # Undefined tells its own name
        raise NotText
    text = str(value).replace(VALUE_START, "").replace(VALUE_END, "").strip()
    text = _BREAKS.sub("\n", _MARKUP.sub(r"\\\1", text)).replace("\n", "\\\n")
    return Markup(f"{VALUE_START}{text}{VALUE_END}" if text else "")


def _readable(value: object) -> bool:
    """Whether a value prints as itself. Other things of Python print their address, which differs each time."""
    match value:
        case dict():
            mapping: dict[object, object] = value  # pyright: ignore[reportUnknownVariableType] -- any value there is
            return all(_readable(item) for pair in mapping.items() for item in pair)
        case list() | tuple():
            items: list[object] | tuple[object, ...] = value  # pyright: ignore[reportUnknownVariableType] -- any item there is
            return all(_readable(item) for item in items)
        case _:
            return value is None or isinstance(value, str | int | float | Decimal | datetime.date)


def restored(value: object) -> object:
    """A value as it was before it became JSON."""
    match value:
        case {"$date": str(text)}:
            return datetime.date.fromisoformat(text)
        case dict():
            mapping: dict[str, object] = value  # pyright: ignore[reportUnknownVariableType] -- from JSON
            return {key: restored(item) for key, item in mapping.items()}
        case list():
            items: list[object] = value  # pyright: ignore[reportUnknownVariableType] -- from JSON
            return [restored(item) for item in items]
        case _:
            return value


class Asked(NamedTuple):
    """What a template asks for while it is filled in: snippets and deadlines, each by its name, in order."""

    snippets: dict[str, None]
    deadlines: dict[str, None]


def environment(request: Request, asked: Asked) -> ImmutableSandboxedEnvironment:
    """Jinja with its default settings, closed off: no files, no attributes of Python, strict about unknown names.

    `asked` grows by what the template asks for.
    """

    def snippet(name: str) -> str | None:
        asked.snippets[name] = None
        return request.snippets.get(name)

    made = ImmutableSandboxedEnvironment(
        loader=jinja2.FunctionLoader(snippet),
        undefined=jinja2.StrictUndefined,
        finalize=plain,
        autoescape=True,
    )

    def last_day(rule: object) -> Day:
        asked.deadlines[str(rule)] = None
        return _last_day(str(rule), request.deadlines)

    made.globals["frist"] = last_day  # pyright: ignore[reportArgumentType] -- Jinja types only its own functions
    # These would declare a value to be markup. The letter is Markdown, and a value is never markup.
    for name in ("safe", "e", "escape", "forceescape", "urlize", "tojson", "xmlattr"):
        made.filters[name] = str
    return made


def _last_day(name: str, deadlines: dict[str, datetime.date | None]) -> Day:
    """`frist("klage")`: the last day that the reader of this letter has."""
    if name not in deadlines:
        hint = suggest(name, deadlines) or " Se i content/deadlines.yml, hvad der findes."
        raise UnknownDeadline(f"Fristen »{name}« findes ikke.{hint}")
    day = deadlines[name]
    if day is None:
        raise UnknownDeadline(
            f"Fristen »{name}« kan ikke regnes ud: content/deadlines.yml siger ikke, hvornår et brev i denne kanal er fremme."
        )
    return Day.of(day)


def answer(request: Request) -> Answer:
    """The letter for one case. Every fault of the author is an answer, never an exception."""
    asked = Asked({}, {})
    return msgspec.structs.replace(
        _filled(request, asked), included=tuple(asked.snippets), deadlines=tuple(asked.deadlines)
    )


def _filled(request: Request, asked: Asked) -> Answer:
    declared = {field.name: field for field in request.fields}
    random.seed(0)  # `random` and `lipsum` are Jinja's own; the same letter is the same each time
    try:
        values = {
            name: typed(restored(value), declared.get(name, Field(name=name, type=None)))
            for name, value in request.values.items()
        }
        template = environment(request, asked).from_string(request.source)
        parts: list[str] = []
        size = 0
        for part in template.generate(values):
            parts.append(part)
            size += len(part)
            if size > OUTPUT_CHARS:
                return Answer(
                    error=f"Brevet bliver over {OUTPUT_CHARS} tegn langt. Se efter en løkke, der kører for mange gange."
                )
        return Answer(markdown="".join(parts))
    except WrongValue as error:
        return Answer(error=str(error))
    except UnknownDeadline as error:
        return Answer(error=str(error), line=_line())
    except NotText:
        said = 'Skabelonen viser noget, der ikke er en værdi. Efter map, select, reject og unique skal der stå |join(", ").'
        return Answer(error=said, line=_line())
    except jinja2.TemplateSyntaxError as error:
        return Answer(error=f"Skabelonen kan ikke læses. {_unreadable(error)}", line=error.lineno)
    except jinja2.UndefinedError as error:
        return Answer(error=_undefined(error.message or ""), line=_line())
    except jinja2.TemplateNotFound as error:
        return Answer(error=f"Teksten »{error.name}« findes ikke i content/.", line=_line())
    except jinja2.exceptions.SecurityError:
        return Answer(error="Skabelonen rører ved noget, den ikke må. Brug kun felterne.", line=_line())
    except (MemoryError, OverflowError, RecursionError):
        return Answer(
            error="Skabelonen bruger for meget plads. Se efter en løkke eller en gentagelse.", line=_line()
        )
    except (
        TypeError,
        ValueError,
        ArithmeticError,
        AssertionError,
        LookupError,
        AttributeError,
        jinja2.TemplateError,
    ) as error:
        return Answer(error=f"Skabelonen kan ikke fyldes ud: {error}.", line=_line())


def _unreadable(error: jinja2.TemplateSyntaxError) -> str:
    message = error.message or ""
    if unknown := _UNKNOWN.search(message):
        what = "Filteret" if unknown[1] == "filter" else "Testen"
        return f"{what} »{unknown[2]}« findes ikke i Jinja. Ret navnet, eller slet det."
    line = (error.source or "").split("\n")[error.lineno - 1 : error.lineno]
    return syntax_message(message, "".join(line).strip()[:60])


def _undefined(message: str) -> str:
    if unknown := _UNDEFINED.search(message):
        return f"»{unknown[1]}« har ingen værdi i dette eksempel. Skriv den i eksemplet, eller ret navnet."
    if missing := _MISSING.search(message):
        return f"Skabelonen beder om »{missing[1]}«, som værdien ikke har. Ret navnet, eller slet det."
    return f"Et felt har ingen værdi i dette eksempel: {message}."


def _line() -> int | None:
    """The line of the template in the exception being handled (Jinja rewrites tracebacks to template lines)."""
    trace = sys.exc_info()[2]
    line = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
