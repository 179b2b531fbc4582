"""`rettesnor backup`: everything that cannot be made again, in one file; and back again."""

import argparse
import datetime
import sys
import tempfile
from pathlib import Path

from rettesnor.backup import back_up, restore
from rettesnor.history.bundle import write_bundle
from rettesnor.model import visible

USAGE = 2
_NAME = "rettesnor-%Y%m%dT%H%M%SZ.tar.gz"
_OURS = "rettesnor-????????T??????Z.tar.gz"


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Skriver tilbagemeldinger, kladder, logge og indholdets hele historie i én fil. Filen indeholder personoplysninger:"
        " læg den et sted, hvor kun få kan læse den."
    )
    parser.add_argument("folder", metavar="MAPPE", nargs="?", type=Path, help="mappe at skrive kopien i")
    parser.add_argument(
        "--keep",
        type=_at_least_one,
        metavar="ANTAL",
        help="slet de ældste kopier i mappen, så der er så mange",
    )
    parser.add_argument("--restore", type=Path, metavar="FIL", help="læg en kopi tilbage i stedet")


def run(args: argparse.Namespace) -> int:
    root: Path = args.root
    if (args.restore is None) == (args.folder is None):
        print("Skriv enten en mappe at kopiere til eller --restore FIL.", file=sys.stderr)
        return USAGE
    return _restored(args.restore, root) if args.restore else _backed_up(args.folder, root, args.keep)


def _backed_up(folder: Path, root: Path, keep: int | None) -> int:
    if not folder.is_dir():
        print(f"Mappen {folder} findes ikke. Lav den først.", file=sys.stderr)
        return USAGE
    now = datetime.datetime.now(datetime.UTC)
    out = folder / now.strftime(_NAME)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as temporary:
        bundle = Path(temporary) / "content.bundle"
        found = write_bundle(root, bundle)
        manifest = back_up(
            root, out, bundle=bundle if found else None, made=now.isoformat(timespec="seconds")
        )
    size = f"{out.stat().st_size / 1e6:.1f}".replace(".", ",")
    print(f"{out}: {len(manifest.files)} filer, {size} MB.")
    if not found:
        print("Indholdets historie er ikke med, for her er intet git-arkiv.", file=sys.stderr)
    for old in sorted(folder.glob(_OURS))[:-keep] if keep else ():
        old.unlink()
        print(f"Slettet: {old}")
    return 0


def _restored(archive: Path, root: Path) -> int:
    bundle = root / "content.bundle"
    if bundle.exists():
        print(f"{bundle} findes allerede. Flyt den, og prøv igen.", file=sys.stderr)
        return USAGE
    manifest, before = restore(archive, root, bundle=bundle)
    print(visible(f"Lagt tilbage: {len(manifest.files)} filer fra {manifest.made}."))
    if before is not None:
        print(f"Det, der stod der før, ligger i {before}.")
    if bundle.exists():
        print(
            f"Indholdets historie ligger i {bundle}. Hent den med: git fetch content.bundle '+refs/*:refs/backup/*'"
        )
    return 0
