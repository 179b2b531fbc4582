"""The report on links out of the portal: asked anew or kept from before, written to a file that the portal shows."""

import datetime
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from rettesnor.checking.web_links import Manner, Progress, ask
from rettesnor.law.old_addresses import is_old, modern
from rettesnor.law.register import Register
from rettesnor.load.link_report import REPORT, read_report
from rettesnor.model.web_links import DEAD, UNKNOWN, Answer, Link, LinkReport, Place, Status

__all__ = ["REPORT", "read_report"]

_LASTS: dict[Status, datetime.timedelta] = {
    "ok": datetime.timedelta(days=7),
    "moved": datetime.timedelta(days=7),
    "fragment": datetime.timedelta(days=7),
    "refused": datetime.timedelta(days=7),
    "gone": datetime.timedelta(days=1),
    "loop": datetime.timedelta(days=1),
}


def report(
    found: Mapping[str, tuple[Place, ...]],
    register: Register,
    *,
    before: LinkReport | None,
    manner: Manner,
    now: datetime.datetime,
    progress: Progress = lambda done, of: None,
) -> LinkReport:
    """How every address answers. What `before` knows from lately is not asked again."""
    kept = {
        link.answer.url: link.answer
        for link in (before.links if before else ())
        if now - link.answer.asked < _LASTS.get(link.answer.status, datetime.timedelta(0))
    }
    new = ask((url for url in found if url not in kept), manner=manner, now=now, progress=progress)
    reached = not new or any(answer.code is not None for answer in new)
    answers = {**kept, **{answer.url: answer for answer in _honest(new, reached)}}
    links = tuple(_link(answers[url], places, register) for url, places in found.items())
    return LinkReport(
        time=now, reached=reached, links=tuple(sorted(links, key=lambda link: (_rank(link), link.answer.url)))
    )


def write_report(root: Path, made: LinkReport) -> None:
    """Keep the report, whole or not at all."""
    path = root / REPORT
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(msgspec.json.encode(made))
    Path(temporary).replace(path)


def _honest(answers: Iterable[Answer], reached: bool) -> Iterable[Answer]:
    """Where nobody answered at all the net is what is missing: then no host is called dead."""
    for answer in answers:
        if not reached and answer.status == "no_host":
            yield msgspec.structs.replace(
                answer, status="failing", detail="Der er ingen forbindelse til nettet."
            )
        else:
            yield answer


def _link(answer: Answer, places: tuple[Place, ...], register: Register) -> Link:
    old = is_old(answer.url)
    words = (modern(answer.url, place.said, register) for place in places) if old else ()
    return Link(answer=answer, places=places, old=old, rewrite=next(filter(None, words), None))


def _rank(link: Link) -> int:
    status = link.answer.status
    if status in DEAD:
        return 0
    if link.old:
        return 1
    return 2 if status in UNKNOWN else 4 if status == "ok" else 3
