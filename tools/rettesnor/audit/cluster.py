"""Workers of a Dask cluster. The only importer of Dask.

The letters go to the workers with the task, so they need no disk in common; each worker must have the same Rettesnor.
Dask keeps the last messages of every connection, letters and all: `LOG_LENGTH` says how many, here and, as an environment
variable, where scheduler and workers are started.
"""

# Distributed's own types are partial; what comes out of it is annotated here.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false, reportMissingTypeStubs=false

import asyncio
import logging
import threading
from concurrent import futures
from concurrent.futures import Future

import dask.config
import distributed
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from rettesnor.audit.code import code_digest
from rettesnor.audit.examine import Examiner, Rules
from rettesnor.audit.letters import Chunk, Tally
from rettesnor.model import ContentError, Problem

NAME = "rettesnor-audit"
ANSWERS_IN_S = 30
LOG_LENGTH = ("distributed.admin.low-level-log-length", 10)  # 1,000 by itself: some 85 MB for each connection


class ClusterPool:
    """The workers behind a scheduler's address. Workers may come and go during the run."""

    died: tuple[type[BaseException], ...] = (KilledWorker,)
    lost: tuple[type[BaseException], ...] = (asyncio.CancelledError, futures.CancelledError, CommClosedError)

    def __init__(self, address: str, rules: Rules) -> None:
        for name in ("distributed", "distributed.client", "distributed.utils", "distributed.utils_comm"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is told in Danish
        dask.config.set(dict([LOG_LENGTH]))
        try:
            self._client = distributed.Client(address, timeout=ANSWERS_IN_S, set_as_default=False)
        except (OSError, TimeoutError, ValueError):
            raise refused(f"Der er ingen scheduler på {address}.") from None
        try:
            self._client.wait_for_workers(1, timeout=ANSWERS_IN_S)
            self._client.register_plugin(Examining(rules, code_digest()), name=NAME)
        except TimeoutError:
            self._client.close()
            raise refused("Scheduleren har ingen workers.") from None
        except (RuntimeError, ImportError, AttributeError) as error:
            self._client.close()
            raise refused(
                f"En worker kan ikke bruge reglerne ({error}). Er det samme Rettesnor installeret alle steder?"
            ) from None

    @property
    def room(self) -> int:
        """Two chunks for each thread of each worker that is there now."""
        threads: dict[str, int] = self._client.nthreads()  # pyright: ignore[reportAssignmentType] -- a client that is not asynchronous answers
        return max(4, 2 * sum(threads.values()))

    def submit(self, chunk: Chunk) -> Future[Tally]:
        answer: Future[Tally] = Future()
        task: distributed.Future[Tally] = self._client.submit(_tally, chunk, pure=False)

        def answered(task: distributed.Future[Tally]) -> None:
            try:
                answer.set_result(task.result())
            except BaseException as error:  # noqa: BLE001 -- whatever it is, the one who waits must get it
                answer.set_exception(error)
            # Without this the scheduler holds the letters until the next collection of garbage here.
            task.release()

        task.add_done_callback(answered)
        return answer

    def mend(self) -> None:
        """The cluster's nannies start new workers themselves; wait for the first."""
        try:
            self._client.wait_for_workers(1, timeout=10 * ANSWERS_IN_S)
        except TimeoutError:
            raise refused("Der er ingen workers tilbage.") from None

    def close(self) -> None:
        self._client.close()


class Examining(distributed.WorkerPlugin):
    """Gives each worker, also one that comes later, its examiner."""

    name = NAME

    def __init__(self, rules: Rules, code: str) -> None:
        self._rules, self._code = rules, code

    def setup(self, worker: distributed.Worker) -> None:
        del worker
        if self._code != code_digest():
            raise RuntimeError("en anden udgave af programmet")
        self.examiner = Examiner(self._rules)
        self.lock = threading.Lock()  # PDFium and the examiner take one letter at a time

    def tally(self, chunk: Chunk) -> Tally:
        with self.lock:
            return self.examiner.tally(chunk)


def _tally(chunk: Chunk) -> Tally:
    plugin = distributed.get_worker().plugins[NAME]
    if not isinstance(plugin, Examining):
        raise TypeError(plugin)
    return plugin.tally(chunk)


def refused(message: str) -> ContentError:
    return ContentError(Problem(path="--scheduler", line=0, message=message))
