"""Questions that come together are answered together, and each asker has its own answer."""

import asyncio
import threading

import pytest

from realtime.connections.database_threads import Batched, DatabaseThreads


class Clerk:
    """Answers in a thread, once it is let; `batches` are what it was asked at a time."""

    def __init__(self, most=10):
        self.batches, self.may_answer = [], threading.Event()
        self.threads = DatabaseThreads("test", 1)
        self.together = Batched(self.threads, self.answer, most)

    def answer(self, questions):
        self.batches.append(questions)
        assert self.may_answer.wait(5)
        if "wrong" in questions:
            raise ValueError("one of them was wrong")
        return [f"{question}!" for question in questions]

    async def asked(self, *questions):
        """Tasks that ask: the first is being answered when the others come."""
        first = asyncio.create_task(self.together.ask(questions[0]))
        async with asyncio.timeout(5):
            while not self.batches:
                await asyncio.sleep(0)
        rest = [asyncio.create_task(self.together.ask(question)) for question in questions[1:]]
        await asyncio.sleep(0)
        self.may_answer.set()
        return [first, *rest]


@pytest.fixture
async def clerk():
    made = Clerk(most=3)
    yield made
    made.may_answer.set()
    await made.threads.stop()


async def test_what_comes_while_another_is_answered_is_answered_at_once(clerk):
    answers = await asyncio.gather(*await clerk.asked("a", "b", "c"))
    assert answers == ["a!", "b!", "c!"]
    assert clerk.batches == [["a"], ["b", "c"]]


async def test_no_more_than_so_many_are_answered_at_once(clerk):
    answers = await asyncio.gather(*await clerk.asked(*"abcdefgh"))
    assert answers == [f"{letter}!" for letter in "abcdefgh"]
    assert [len(batch) for batch in clerk.batches] == [1, 3, 3, 1]


async def test_a_mistake_is_told_to_those_who_asked_together_and_to_nobody_else(clerk):
    answers = await asyncio.gather(*await clerk.asked("a", "wrong", "c"), return_exceptions=True)
    assert answers[0] == "a!"
    assert [type(answer) for answer in answers[1:]] == [ValueError, ValueError]
    assert await clerk.together.ask("later") == "later!"


async def test_who_no_longer_waits_keeps_nobody_else_from_an_answer(clerk):
    first, gone, other = await clerk.asked("a", "b", "c")
    gone.cancel()
    assert await asyncio.gather(first, other) == ["a!", "c!"]
    assert gone.cancelled()
