"""Workers on this machine: processes of their own, which end with the one that started them."""

import multiprocessing
import resource
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from rettesnor.audit.examine import Examiner, Rules
from rettesnor.audit.letters import Chunk, Tally
from rettesnor.checking.processes import end_with_parent

MEMORY = 3_000_000_000  # bytes a worker may take: a letter that asks for more is listed as unread


class LocalPool:
    """So many processes, each with rules of its own."""

    died: tuple[type[BaseException], ...] = (BrokenProcessPool,)
    lost: tuple[type[BaseException], ...] = ()

    def __init__(self, rules: Rules, *, workers: int) -> None:
        self._rules, self._workers = rules, workers
        self._pool = self._started()

    @property
    def room(self) -> int:
        """One chunk in each process, and one waiting for it."""
        return 2 * self._workers

    def submit(self, chunk: Chunk) -> Future[Tally]:
        try:
            return self._pool.submit(_tally, chunk)
        except BrokenProcessPool as error:  # a process died while it had nothing to do
            broken: Future[Tally] = Future()
            broken.set_exception(error)
            return broken

    def mend(self) -> None:
        """New processes for those that died."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._started()

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        # Not forked: a fork of a process with threads may hang.
        context = multiprocessing.get_context("forkserver")
        return ProcessPoolExecutor(self._workers, context, initializer=_start, initargs=(self._rules,))


_examiner: list[Examiner] = []  # in a worker process: made once, for every chunk


def _start(rules: Rules) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    end_with_parent()
    _examiner[:] = [Examiner(rules)]


def _tally(chunk: Chunk) -> Tally:
    return _examiner[0].tally(chunk)
