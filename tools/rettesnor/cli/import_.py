"""`rettesnor import`: a Word document becomes a letter in letter_templates/."""

import argparse
from pathlib import Path

from rettesnor.model import ContentError, Problem, visible


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", type=Path, metavar="FIL.docx", help="et brev eller en skabelon i Word")
    parser.add_argument("--name", metavar="NAVN", help="brevets mappe (ellers laves navnet af filens)")


def run(args: argparse.Namespace) -> int:
    from rettesnor.checking.word import read_word
    from rettesnor.word.names import slug
    from rettesnor.word.read import heading, letter_file

    document: Path = args.document
    letter = read_word(document, str(document))
    name = slug(args.name or document.stem, joint="-") or "brev"
    folder: Path = args.root / "letter_templates" / name
    path = folder / "letter.md"
    shown = path.relative_to(args.root).as_posix()
    if path.exists():
        message = f"Brevet findes allerede. Vælg et andet navn med --name, eller slet {folder.name} først."
        raise ContentError(Problem(path=shown, message=message))
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(
        letter_file(letter, title=heading(letter) or document.stem), encoding="utf-8", newline="\n"
    )
    print(f"Skrevet: {shown}")
    if letter.fields:
        print(visible("Felter: " + ", ".join(f"{field.name} ({field.word_name})" for field in letter.fields)))
    if letter.notes:
        print("\nSe efter i brevet. Det her kunne ikke holdes, som det var i Word:")
        for note in letter.notes:
            print(visible(f"- {note}"))
    print(f"\nSkriv kind, owner og resten øverst i filen. Tjek så brevet: rettesnor check {shown}")
    return 0
