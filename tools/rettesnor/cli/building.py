"""Builds what is stale: pages and index, one after the other, while readers keep what they had. Not a command."""

import datetime
import sys
import threading
import time
import traceback
from pathlib import Path

import watchfiles

from rettesnor.checking.previews import all_previews
from rettesnor.checking.run import check
from rettesnor.checking.targets import targets
from rettesnor.checking.trend import trend
from rettesnor.load import load
from rettesnor.load.others import other_portals
from rettesnor.load.settings import settings
from rettesnor.model import ContentError, Report, TrendPoint, visible
from rettesnor.model.refusal import refusal
from rettesnor.portal import links, place
from rettesnor.portal.published import INPUTS, Published, content_state
from rettesnor.portal.site import index
from rettesnor.search.build import build as build_search
from rettesnor.search.engine import Store

A_SECOND = 1000  # ms
_BUILDING = threading.Lock()


def refreshed(root: Path, store: Store) -> bool:
    """Whether what is shown is up to date. Where nothing could be built the reason is told, and readers keep what they had."""
    try:
        with _BUILDING:  # an approval and a changed file may ask at once
            _refresh(root, store)
    except ContentError as error:
        for problem in error.problems:
            print(f"    {problem}", file=sys.stderr, flush=True)
    except OSError as error:  # a full disk, or a file that went away while it was read
        print(visible(f"    {error.filename or root}: {refusal(error)}"), file=sys.stderr, flush=True)
    except Exception:  # noqa: BLE001 -- the edge: a fault of ours in one file must not end the watch, or an approval
        traceback.print_exc()
    else:
        return True
    if place.current(root) is not None:
        _say("Siderne er ikke bygget igen. De forrige vises stadig.")
    return False


def _refresh(root: Path, store: Store) -> None:
    """Build portal and index where something has changed, and tell what authors must mend."""
    published = Published(root)
    today = datetime.date.today()
    if not published.stale(today=today) and _indexed(store) == _search_state(root, today):
        _say("Portalen og søgningen er bygget i forvejen.")
        return
    started = time.monotonic()
    _say("1/4 Læser indholdet ...")
    project = load(root)
    others, unread = other_portals(root, project.settings)
    problems = (*project.problems, *unread, *links.broken(index(project)))
    for problem in problems:
        print(f"    {problem}", file=sys.stderr, flush=True)
    _say("2/4 Tjekker brevene ...")
    report, before = _report(root, today)
    _say("3/4 Bygger siderne ...")
    shown = all_previews(root, project, day=today)
    published.publish(project, today=today, report=report, trend=before, previews=shown)
    _say("4/4 Bygger søgningen ...")
    try:
        pages = build_search(project, store, others=others, state=_search_state(root, today))
    except ContentError as error:  # reading goes on without search
        _say(f"Søgningen er ikke bygget: {error}")
        return
    seconds = f"{time.monotonic() - started:.1f}".replace(".", ",")
    _say(f"Færdig med {pages} sider på {seconds} sekunder.")
    if problems:
        _say(f"{len(problems)} fejl i indholdet er nævnt ovenfor. Resten kan læses.")


def _search_state(root: Path, today: datetime.date) -> str:
    """A name for what an index is made from: this root, and the other portals that its search shows."""
    try:
        others = [root / portal.root for portal in settings(root).other_portals]
    except ContentError:
        others = []
    return " ".join(content_state(each, today=today) for each in (root, *others) if each.is_dir())


def _indexed(store: Store) -> str | None:
    """What the current index was made from; None where it cannot be asked."""
    try:
        return store.state()
    except ContentError:
        return None


def _report(root: Path, today: datetime.date) -> tuple[Report | None, tuple[TrendPoint, ...]]:
    """What the linter says of letters and texts, today and before; nothing, and the reason told, where a rule is faulty."""
    try:
        return check(root, targets(root, ()), day=today).report, trend(root, day=today)
    except ContentError as error:
        for problem in error.problems:
            print(f"    {problem}", file=sys.stderr, flush=True)
        return None, ()


def watch(root: Path, store: Store, *, first: bool) -> None:
    """Build again when a file changes and when a day has begun; at once where `first`."""
    day = datetime.date.today()
    if first:
        refreshed(root, store)
    watched = [path for name in INPUTS if (path := root / name).exists()]
    seen = False  # what changed while we built, before anybody watched
    while True:
        try:
            for changes in watchfiles.watch(*watched, rust_timeout=A_SECOND, yield_on_timeout=True):
                today = datetime.date.today()
                # What is overdue, and what holds, is another tomorrow.
                if changes or today != day or (not seen and _stale(root, today)):
                    refreshed(root, store)
                day, seen = today, True
        except RuntimeError as error:  # of a name that is no UTF-8 it cannot tell: begin again, and look
            print(visible(f"    {error}"), file=sys.stderr, flush=True)
            seen = False
            time.sleep(A_SECOND / 1000)


def _stale(root: Path, today: datetime.date) -> bool:
    try:
        return Published(root).stale(today=today)
    except OSError:  # a file that went away while it was read
        return True


def _say(text: str) -> None:
    print(text, flush=True)
