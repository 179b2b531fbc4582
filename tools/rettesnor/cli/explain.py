"""`rettesnor explain RULE`: a rule's page in the terminal."""

import argparse
import textwrap
from collections.abc import Iterator
from pathlib import Path

from rettesnor.model import Card, ContentError, Problem, Source, visible

SEVERITIES = {"error": "fejl", "warning": "advarsel", "advice": "råd"}
WIDTH = 88
LEFT_OUT = "(lad det ude)"
MOST_ROWS = 12
MOST_FORMS = 24


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "rule", metavar="REGEL", help="reglens id, som det står i fundet, for eksempel jobplan"
    )


def run(args: argparse.Namespace) -> int:
    for part in page(find_card(args.root, args.rule)):
        print("\n".join(map(visible, part.split("\n"))))
    return 0


def find_card(root: Path, rule: str) -> Card:
    """The card of a rule. Raises ContentError when there is none, with the nearest names."""
    from rettesnor.load.root import read_text
    from rettesnor.yamltext import decode, suggest

    paths = {path.stem: path for path in sorted((root / "content" / "policy").rglob("*.yml"))}
    path = paths.get(rule)
    if path is None:
        message = f"»{rule}« er ikke en regel.{suggest(rule, paths)}"
        raise ContentError(Problem(path="content/policy", message=message))
    file = read_text(root, path)
    return decode(file.text, Card, path=file.path)


def page(card: Card) -> Iterator[str]:
    """The lines of a rule's page: what it finds, why, not like this / like this, what is fine, sources, owner."""
    yield f"{card.title}  [{card.id}, {SEVERITIES[card.severity]}]"
    yield ""
    yield from _block("Finder", _finds(card))
    yield from _block("Hvorfor", card.why)
    if not card.confirmed:
        yield from _block(
            "Forbehold", "En redaktør skal endnu bekræfte reglen, så den retter aldrig noget af sig selv."
        )
    if card.bad:
        yield "Ikke sådan → sådan"
        for example in card.bad[:MOST_ROWS]:
            yield f"  – {example.text}"
            if example.becomes:
                yield f"  + {example.becomes}"
        yield ""
    fine = ([card.fine] if card.fine else []) + [f"»{text}«" for text in card.good[:MOST_ROWS]]
    if fine:
        yield from _block("Det er i orden", *fine)
    yield from _block("Kilder", *(_source(source) for source in card.sources))
    yield f"Ansvarlig: {card.owner or 'ingen endnu'}"


def _block(title: str, *texts: str) -> Iterator[str]:
    yield title
    for text in texts:
        yield textwrap.fill(" ".join(text.split()), WIDTH, initial_indent="  ", subsequent_indent="  ")
    yield ""


def _finds(card: Card) -> str:
    from rettesnor.checks.readable import looks_for, wording
    from rettesnor.checks.terms import card_forms
    from rettesnor.model import AbbreviationsCheck, SentencesCheck, TermsCheck, WordsCheck

    check = card.check
    match check:
        case TermsCheck():
            forms = card_forms(check)
            more = ", …" if len(forms) > MOST_FORMS else ""
            since = f" Navnet er forældet fra {check.from_:%d-%m-%Y}." if check.from_ else ""
            return f"{', '.join(forms[:MOST_FORMS])}{more}, også i ejefald og i sammensatte ord.{since}"
        case WordsCheck(max_letters=int(letters)):
            return f"Ord med flere end {letters} bogstaver."
        case WordsCheck():
            rows = [f"{wording(row)} → {row.use or LEFT_OUT}" for row in check.words]
            more = f" Og {len(rows) - MOST_ROWS} til." if len(rows) > MOST_ROWS else ""
            return f"{'; '.join(rows[:MOST_ROWS])}.{more} Ordene findes i alle former."
        case AbbreviationsCheck():
            return "; ".join(f"{row.short}. → {row.use}" for row in check.abbreviations)
        case SentencesCheck(max_words=int(words)):
            return f"Sætninger med flere end {words} ord."
        case SentencesCheck(max_clauses=int(clauses)):
            return f"Sætninger med flere end {clauses} ledsætninger."
        case _:
            return " ".join(asks for asks, _ in looks_for(card)) or card.title


def _source(source: Source) -> str:
    checked = f"efterset {source.checked:%d-%m-%Y}" if source.checked else "ikke efterset"
    return f"{source.title} ({checked}){' ' + source.url if source.url else ''}"
