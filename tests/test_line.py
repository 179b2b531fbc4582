"""Heavy work a few at a time: the rest waits in line, and what comes after the line is turned away."""

import asyncio
import threading

import pytest

from rettesnor.web.line import Full, Line
from waiting import finished


def test_a_few_are_at_work_some_wait_and_the_next_is_turned_away() -> None:
    two = threading.Barrier(2, timeout=30)  # nobody gets on alone
    at_work, most = 0, 0
    counting = threading.Lock()

    def work(number: int) -> int:
        nonlocal at_work, most
        with counting:
            at_work += 1
            most = max(most, at_work)
        two.wait()
        with counting:
            at_work -= 1
        return number

    async def asked() -> list[int]:
        line = Line(at_work=2, waiting=2)
        inside = [asyncio.create_task(line.serve(work, number)) for number in range(4)]
        await asyncio.sleep(0)  # all four have begun
        with pytest.raises(Full):
            await line.serve(work, 4)
        return [await each for each in inside]

    assert finished(asked()) == [0, 1, 2, 3]
    assert most == 2


def test_a_place_is_free_again_after_work_that_failed() -> None:
    def fail(_: str) -> str:
        raise ValueError("nothing")

    async def asked() -> str:
        line = Line(at_work=1, waiting=0)
        with pytest.raises(ValueError, match="nothing"):
            await line.serve(fail, "x")
        return await line.serve(str.upper, "x")

    assert finished(asked()) == "X"
