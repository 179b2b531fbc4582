"""`rettesnor audit ARCHIVE`: finished letters by the million, each held against the rules of the day it was sent."""

import argparse
import datetime
import os
import sys
from pathlib import Path

from rettesnor.cli.progress import Progress
from rettesnor.model import visible

INCOMPLETE = 3
SLOW = 500  # letters; a shorter run needs no progress bar

ABOUT = """\
ARKIV er en mappe, en zip, Parquet eller JSON-linjer (.jsonl). Breve er .txt, .html, .docx eller .pdf.

En mappe eller zip har helst en manifest.csv med kolonnerne path, template, unit, sent, kind. Uden den er den øverste
mappe skabelonen, og en dato i filens navn (2026-11-22) dagen. Parquet og JSON-linjer har text, html eller path og de
samme andre kolonner. Et brev uden dato bedømmes på --date og tælles som brev uden dato.

Stopper kørslen, så kør samme kommando igen: den går videre, hvor den slap. Resultatet er det samme, hvor mange
processer eller workers der end er.

Personoplysninger: ud kommer antal, regler og ord, som mindst 5 breve fra samme skabelon har til fælles. CPR-numre,
mailadresser og lange numre dækkes, tal i sætninger bliver til »[tal]«. Brevene gemmes ikke. unread.csv har navnene på de
breve, der ikke kunne læses: giv den ikke videre. Skabeloner og enheder vises, som de hedder i arkivet. Med --scheduler
sendes brevene til clusterets workers over netværket: brug kun et, der må se dem, og med TLS. Start
scheduler og workers med DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH=10, så de ikke gemmer breve i hukommelsen.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = ABOUT
    parser.add_argument("archive", type=Path, metavar="ARKIV", help="mappe, .zip, .parquet eller .jsonl")
    parser.add_argument(
        "--out", type=Path, metavar="MAPPE", help="hvor resultatet lægges (ellers build/audit/ARKIV)"
    )
    parser.add_argument(
        "--date",
        type=datetime.date.fromisoformat,
        metavar="ÅÅÅÅ-MM-DD",
        help="dagen for breve uden dato (ellers i dag)",
    )
    parser.add_argument("--jobs", type=int, metavar="ANTAL", help="hvor mange processer der må bruges")
    parser.add_argument("--scheduler", metavar="ADRESSE", help="brug et Dask-cluster, fx tls://vaert:8786")


def run(args: argparse.Namespace) -> int:
    from rettesnor import portal
    from rettesnor.audit.archive import count
    from rettesnor.audit.examine import Rules
    from rettesnor.audit.local import LocalPool
    from rettesnor.audit.pool import Pool
    from rettesnor.audit.run import audit
    from rettesnor.audit.written import PAGE, UNREAD

    archive: Path = args.archive
    out: Path = args.out or args.root / "build/audit" / archive.resolve().name
    assets = Path(portal.__file__).parent / "assets/fonts"

    def pool(rules: Rules) -> Pool:
        if args.scheduler:
            from rettesnor.audit.cluster import ClusterPool  # Dask is slow to load

            return ClusterPool(args.scheduler, rules)
        return LocalPool(rules, workers=max(1, args.jobs or os.cpu_count() or 1))

    letters = count(archive) if sys.stderr.isatty() else 0
    with Progress("Læser breve", letters, slow=SLOW) as progress:
        done = audit(
            archive,
            root=args.root,
            out=out,
            day=args.date,
            today=datetime.date.today(),
            pool=pool,
            fonts=(
                (assets / "IBMPlexSans-Regular-Latin1.woff2").read_bytes(),
                (assets / "IBMPlexSans-SemiBold-Latin1.woff2").read_bytes(),
            ),
            progress=lambda read: progress(read, letters),
        )
    found = done.survey
    if done.resumed:
        print(f"{_letters(done.resumed)} var talt, da kørslen sidst stoppede.")
    print(f"{_letters(found.letters)} læst. {_letters(found.with_error)} har mindst én fejl.")
    unread = sum(count for _, count in found.unread)
    if unread:
        print(visible(f"{_letters(unread)} kunne ikke læses. Se hvilke og hvorfor i {out / UNREAD}."))
    print(visible(f"Rapporten er {out / PAGE}."))
    return INCOMPLETE if unread else 0


def _letters(number: int) -> str:
    return "1 brev" if number == 1 else f"{number:,} breve".replace(",", ".")
