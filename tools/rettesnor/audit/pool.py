"""Chunks examined by others, so many at a time that memory stays bounded. A worker that dies costs at most one letter."""

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Protocol

from rettesnor.audit.letters import Chunk, Tally, Unread

KILLER = "Programmet stoppede på dette brev, også da det blev læst alene. Det er en fejl hos os: meld den."
TRIES = 3  # a worker may die for other reasons than the letter
_EMPTY = Tally({}, {}, {})


class Pool(Protocol):
    """Workers. A future raises one of `died` when its worker stopped before it had answered, of `lost` when all are gone."""

    died: tuple[type[BaseException], ...]
    lost: tuple[type[BaseException], ...]

    @property
    def room(self) -> int: ...
    def submit(self, chunk: Chunk) -> Future[Tally]: ...
    def mend(self) -> None: ...
    def close(self) -> None: ...


def examined(chunks: Iterable[Chunk], pool: Pool) -> Iterator[tuple[Chunk, tuple[Tally, ...]]]:
    """Every chunk with its counts, as they come. Chunks that were under way when a worker died are tried alone."""
    waiting: dict[Future[Tally], Chunk] = {}
    coming = iter(chunks)
    more = True
    while more or waiting:
        while more and len(waiting) < pool.room:
            chunk = next(coming, None)
            if chunk is None:
                more = False
                break
            waiting[pool.submit(chunk)] = chunk
        suspects: list[Chunk] = []
        for future in wait(waiting, return_when=FIRST_COMPLETED).done:
            chunk = waiting.pop(future)
            try:
                yield chunk, (future.result(),)
            except pool.died:
                suspects.append(chunk)
        if suspects:
            # Which chunk it was nobody knows, so no other is under way while each of these is tried.
            for future, chunk in waiting.items():
                try:
                    yield chunk, (future.result(),)
                except pool.died:
                    suspects.append(chunk)
            waiting.clear()
            pool.mend()
            for chunk in suspects:
                yield chunk, tuple(_alone(chunk, pool))


def _alone(chunk: Chunk, pool: Pool) -> Iterator[Tally]:
    """The counts of a chunk that may stop its worker: whole, else letter by letter, without those that do."""
    for _ in range(TRIES):
        try:
            yield pool.submit(chunk).result()
        except pool.died:
            pool.mend()
        else:
            return
    for letter in chunk.letters:
        if len(chunk.letters) > 1:
            yield from _alone(chunk._replace(letters=(letter,)), pool)
        else:
            yield _EMPTY._replace(unread=(Unread(letter.number, letter.name, KILLER),))
