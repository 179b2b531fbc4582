"""`rettesnor schemas`: JSON Schemas for editors, one for each kind of YAML file, made from the types."""

import argparse
import json
from pathlib import Path

import msgspec

from rettesnor.model import (
    Area,
    Form,
    Organisation,
    ProcedureHead,
    Settings,
    SnippetHead,
    Synonyms,
    System,
    TargetGroup,
    Term,
    Unit,
)
from rettesnor.model.channels import ChannelLimits, PrintLayout
from rettesnor.model.deadlines import DeadlineData
from rettesnor.model.decisions import Decision
from rettesnor.model.letter_rules import LetterKind
from rettesnor.model.own_words import OwnWords
from rettesnor.model.policy import Card
from rettesnor.model.portal import News, PortalPageHead
from rettesnor.model.registrations import Count, KnownFact
from rettesnor.model.statutes import Statute
from rettesnor.model.variants import VariantHead

SCHEMAS: dict[str, object] = {
    "areas": tuple[Area, ...],
    "card": Card,
    "channels": tuple[ChannelLimits, ...],
    "count": Count,
    "deadlines": DeadlineData,
    "decision": Decision,
    "facts": tuple[KnownFact, ...],
    "form": Form,
    "letter_kind": LetterKind,
    "news": tuple[News, ...],
    "organisation": Organisation,
    "page": PortalPageHead,
    "print": PrintLayout,
    "procedure": ProcedureHead,
    "settings": Settings,
    "snippet": SnippetHead,
    "statute": Statute,
    "synonyms": Synonyms,
    "system": System,
    "target_groups": tuple[TargetGroup, ...],
    "term": Term,
    "unit": Unit,
    "words": OwnWords,
    "variant": VariantHead,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, metavar="MAPPE", help="hvor de skrives (ellers tools/schemas)")


def run(args: argparse.Namespace) -> int:
    root: Path = args.root
    folder: Path = args.out or root / "tools/schemas"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    print(f"{len(SCHEMAS)} skemaer skrevet i {folder}")
    return 0


def schemas() -> dict[str, str]:
    """File name without ending -> JSON Schema (draft 2020-12) as text."""
    return {
        name: json.dumps(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(type)},
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
        for name, type in SCHEMAS.items()
    }
