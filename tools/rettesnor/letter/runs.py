"""Text that knows where it stands: runs of characters with the place in a file that each came from."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeAlias

from rettesnor.letter.choices import Branch
from rettesnor.model import VALUE


class Place(NamedTuple):
    """Half-open range of code points in one file."""

    path: str
    start: int
    end: int


class Run(NamedTuple):
    """Characters of a reading. When `exact`, character i stands at `start + i`; else all of them come from `start` to `end`.

    `branch` holds the choices that bring the text out; `via` is the tag in the letter that included its file.
    """

    text: str
    path: str
    start: int
    end: int
    exact: bool
    branch: Branch
    via: Place | None = None


Runs: TypeAlias = tuple[Run, ...]


def plain(runs: Iterable[Run]) -> str:
    return "".join([run.text for run in runs])


def is_known(runs: Iterable[Run]) -> bool:
    """True when no part of the text is a value that only the citizen's case knows."""
    return not any(VALUE in run.text for run in runs)


def cut(runs: Runs, start: int, end: int) -> Runs:
    """The runs of characters `start` to `end`."""
    found: list[Run] = []
    at = 0
    for run in runs:
        low, high = max(start - at, 0), min(end - at, len(run.text))
        if low < high:
            if low == 0 and high == len(run.text):
                found.append(run)
            elif run.exact:
                found.append(
                    run._replace(text=run.text[low:high], start=run.start + low, end=run.start + high)
                )
            else:
                found.append(run._replace(text=run.text[low:high]))
        at += len(run.text)
        if at >= end:
            break
    return tuple(found)


def change(runs: Runs, how: Callable[[str], str]) -> Runs:
    """The text changed by `how`; places are kept one by one where its length stays, else roughly."""
    before = plain(runs)
    after = how(before)
    if after == before:
        return runs
    if len(after) == len(before):
        at, found = 0, list[Run]()
        for run in runs:
            found.append(run._replace(text=after[at : at + len(run.text)]))
            at += len(run.text)
        return tuple(found)
    return (spread(runs, after),) if runs and after else ()


def spread(runs: Runs, text: str) -> Run:
    """`text` as one run that comes from all of `runs` (of the first one's file)."""
    first = runs[0]
    here = [run for run in runs if run.path == first.path]
    return first._replace(
        text=text, start=min(run.start for run in here), end=max(run.end for run in here), exact=False
    )
