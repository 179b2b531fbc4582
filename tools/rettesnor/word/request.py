"""A page that asks a vendor to change a letter: what, why, by which law, and every word that goes or comes."""

import datetime
import html
import re
from typing import Literal

from rettesnor.danish.redline import Kind, redline
from rettesnor.model import Letter, Record

Format = Literal["md", "html"]
_STYLE = (
    "body{font:16px/1.5 'IBM Plex Sans',system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}"
    "table{border-collapse:collapse}th,td{text-align:left;padding:.2rem 1.5rem .2rem 0;vertical-align:top}"
    "pre{white-space:pre-wrap;font:inherit;border-left:3px solid #bfbfbf;padding-left:1rem}"
    "del{color:#8a1c1c;background:#fdecea}ins{color:#0b5c2b;background:#e6f4ea;font-weight:600;text-decoration:none}"
)


class Request(Record, frozen=True, kw_only=True):
    """What is asked for. `before` and `after` are the letter's text as stored, without its front matter."""

    letter: Letter
    before: str
    after: str
    why: str
    law: tuple[str, ...]
    day: datetime.date


def page(request: Request, format: Format) -> str:
    """The request as a page of its own."""
    changes = list(redline(request.before, request.after))
    return _html(request, changes) if format == "html" else _markdown(request, changes)


def _facts(request: Request) -> list[tuple[str, str]]:
    head = request.letter.head
    facts = [
        ("Brev", request.letter.id.removeprefix("letter_templates/")),
        ("System", head.system or ""),
        (
            "Sendes om året",
            "" if head.volume_per_year is None else f"{head.volume_per_year:,}".replace(",", "."),
        ),
        ("Ejer", head.owner or ""),
        ("Dato", request.day.isoformat()),
    ]
    return [(name, text) for name, text in facts if text]


def _what(changes: list[tuple[Kind, str]]) -> str:
    gone = sum(len(text.split()) for kind, text in changes if kind == "gone")
    new = sum(len(text.split()) for kind, text in changes if kind == "new")
    if not gone and not new:
        return "Teksten er den samme."
    first = _words(gone)
    return f"{first[0].upper()}{first[1:]} går ud, og {_words(new)} kommer ind. Ændringen står nederst, ord for ord."


def _words(count: int) -> str:
    return "ét ord" if count == 1 else f"{count} ord"


def _markdown(request: Request, changes: list[tuple[Kind, str]]) -> str:
    facts = "\n".join(f"| {name} | {text.replace('|', chr(92) + '|')} |" for name, text in _facts(request))
    law = "\n".join(f"- {citation}" for citation in request.law) or "Ændringen hænger ikke på en lov."
    # Fenced, so that nothing in the letter is read as markup; the marks are explained above it.
    marks: dict[Kind, tuple[str, str]] = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
    text = "".join(f"{marks[kind][0]}{part}{marks[kind][1]}" for kind, part in changes)
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return (
        f"# Ændringsønske: {request.letter.head.title or request.letter.id}\n\n"
        f"| | |\n| --- | --- |\n{facts}\n\n"
        f"## Hvad\n\n{_what(changes)}\n\n## Hvorfor\n\n{request.why}\n\n## Lov\n\n{law}\n\n"
        f"## Ændringen\n\n`[-sådan-]` går ud, og `{{+sådan+}}` kommer ind.\n\n"
        f"{fence}text\n{text.strip()}\n{fence}\n\n## Den nye tekst\n\n{fence}text\n{request.after.strip()}\n{fence}\n"
    )


def _html(request: Request, changes: list[tuple[Kind, str]]) -> str:
    title = html.escape(f"Ændringsønske: {request.letter.head.title or request.letter.id}")
    facts = "".join(
        f'<tr><th scope="row">{html.escape(name)}</th><td>{html.escape(text)}</td></tr>'
        for name, text in _facts(request)
    )
    law = "".join(f"<li>{html.escape(citation)}</li>" for citation in request.law)
    tags: dict[Kind, tuple[str, str]] = {
        "same": ("", ""),
        "gone": ("<del>", "</del>"),
        "new": ("<ins>", "</ins>"),
    }
    text = "".join(f"{tags[kind][0]}{html.escape(part)}{tags[kind][1]}" for kind, part in changes)
    return (
        f'<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<style>{_STYLE}</style>\n</head>\n<body>\n'
        f"<h1>{title}</h1>\n<table>{facts}</table>\n<h2>Hvad</h2>\n<p>{html.escape(_what(changes))}</p>\n"
        f"<h2>Hvorfor</h2>\n<p>{html.escape(request.why)}</p>\n<h2>Lov</h2>\n"
        + (f"<ul>{law}</ul>\n" if law else "<p>Ændringen hænger ikke på en lov.</p>\n")
        + f"<h2>Ændringen</h2>\n<p><del>Sådan</del> går ud, og <ins>sådan</ins> kommer ind.</p>\n<pre>{text.strip()}</pre>\n"
        f"<h2>Den nye tekst</h2>\n<pre>{html.escape(request.after.strip())}</pre>\n</body>\n</html>\n"
    )
