import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis
from hypothesis import given
from hypothesis import strategies as st

from ground.web import buckets
from ground.web.limits import Pace


@pytest.fixture(autouse=True)
def _empty():
    buckets.empty_all()
    yield
    buckets.empty_all()


def test_so_many_at_once_and_then_one_each_so_many_seconds():
    pace = {"a": Pace(3, 10)}
    assert [buckets.take_here(pace, 100) for _ in range(4)] == [0, 0, 0, 10]
    assert buckets.take_here(pace, 104) == 6
    assert buckets.take_here(pace, 110) == 0
    assert buckets.take_here(pace, 110) == 10


def test_a_refusal_takes_nothing_from_any_bucket():
    both = {"member": Pace(1, 5), "address": Pace(3, 50)}
    assert [buckets.take_here(both, 0) for _ in range(5)] == [0, 5, 5, 5, 5]
    assert [buckets.take_here({"address": Pace(3, 50)}, 0) for _ in range(3)] == [0, 0, 50]


@given(st.integers(1, 20), st.floats(0.01, 100), st.lists(st.floats(0, 30), max_size=60))
def test_in_no_span_more_is_let_through_than_size_and_what_came_back(size, seconds, gaps):
    buckets._full_at.clear()
    now, passed = 0.0, []
    for gap in gaps:
        now += gap
        if buckets.take_here({"a": Pace(size, seconds)}, now) == 0:
            passed.append(now)
    for first, begun in enumerate(passed):
        for last in range(first, len(passed)):
            assert last - first + 1 <= size + (passed[last] - begun) / seconds + 0.2


@given(st.integers(1, 10), st.floats(0.1, 60))
def test_who_waits_as_long_as_told_is_let_in(size, seconds):
    buckets._full_at.clear()
    pace = {"a": Pace(size, seconds)}
    while (wait := buckets.take_here(pace, 5)) == 0:
        pass
    assert buckets.take_here(pace, 5 + wait) == 0


@pytest.mark.parametrize("take", [buckets.take, lambda pace: buckets.take_here(pace, 0)], ids=["redis", "here"])
def test_many_at_once_share_no_token(take):
    start = threading.Barrier(8)

    def hurry(_number):
        start.wait()
        return [take({"a": Pace(25, 1000), "b": Pace(100, 1000)}) for _ in range(10)]

    with ThreadPoolExecutor(8) as pool:
        waits = [wait for found in pool.map(hurry, range(8)) for wait in found]
    assert waits.count(0) == 25
    assert all(990 < wait <= 1000 for wait in waits if wait)


def test_redis_keeps_them_for_all_processes_and_only_until_they_are_full():
    buckets.take({"a": Pace(3, 10)})
    assert 9_000 < buckets.client().pttl("kontor:bucket:a") <= 10_000
    assert buckets._full_at == {}


def test_without_redis_each_process_counts_for_itself_and_asks_it_again_after_a_while(monkeypatch):
    def away(_buckets):
        raise redis.ConnectionError

    monkeypatch.setattr(buckets, "_away_until", 0.0)
    with monkeypatch.context() as patch:
        patch.setattr(buckets, "_take_shared", away)
        assert [buckets.take({"a": Pace(2, 100)}) == 0 for _ in range(3)] == [True, True, False]
    assert buckets.take({"b": Pace(2, 100)}) == 0
    assert "b" in buckets._full_at, "within five seconds a Redis that was away is not waited for again"
    monkeypatch.setattr(buckets, "_away_until", 0.0)
    assert buckets.take({"c": Pace(2, 100)}) == 0
    assert "c" not in buckets._full_at


def test_a_process_does_not_remember_for_ever(monkeypatch):
    monkeypatch.setattr(buckets, "MOST", 5)
    for number in range(6):
        buckets.take_here({str(number): Pace(1, 1)}, number * 10)
    assert list(buckets._full_at) == ["5"]
