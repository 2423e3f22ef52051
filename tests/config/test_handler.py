"""A request is answered in one thread that keeps its connection; what streams is read there too."""

import asyncio
import io
import json
import threading

import pytest
from django.core.signals import request_finished
from django.db import connection
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.test import override_settings
from django.urls import path

from config.handler import LOOKED_AFTER, THREADS, Handler

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls(__name__)]
PLAIN = {"MIDDLEWARE": ["tests.config.test_handler.Noted"], "ROOT_URLCONF": __name__}
noted = []


def note(what):
    noted.append((what, threading.get_ident(), id(connection.connection)))


class Noted:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        note("middleware")
        return self.get_response(request)


def asked(request):
    connection.ensure_connection()
    note("view")
    return HttpResponse(f"{request.method} {request.path} {len(request.body)}")


def parts(request):
    def each():
        for word in ("one ", "two ", "three"):
            note(word)
            yield word

    return StreamingHttpResponse(each())


def file(request):
    return FileResponse(io.BytesIO(b"x" * 200_000), filename="x.txt")


def absent(request):
    raise Http404


def broken(request):
    raise ZeroDivisionError


def here(request):
    return HttpResponse("here")


urlpatterns = [path(where.removeprefix("/"), here) for where in LOOKED_AFTER]
urlpatterns += [path(f"{view.__name__}/", view) for view in (asked, parts, file, absent, broken)]


@pytest.fixture(autouse=True)
def plain():
    noted.clear()
    with override_settings(**PLAIN):
        yield


@pytest.fixture
def handler():
    made = Handler()
    yield made
    everybody = threading.Barrier(THREADS, timeout=10)

    def close():
        everybody.wait()
        connection.close()

    for _ in range(THREADS):
        made._pool.submit(close)
    made._pool.shutdown()
    for apart in made._apart.values():
        apart.submit(connection.close)
        apart.shutdown()


async def ask(handler, path="/asked/", body=b"", method="GET", headers=()):
    """Status and body of the answer."""
    came, sent = [{"type": "http.request", "body": body}], []

    async def receive():
        return came.pop(0) if came else await asyncio.Future()

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": list(headers)}
    await handler(scope, receive, send)
    assert not sent[-1].get("more_body", False)
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])


async def test_a_request_stays_in_one_thread_and_the_next_finds_its_connection(handler, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", None)
    for _ in range(30):
        assert await ask(handler, body=b"words", method="POST") == (200, b"POST /asked/ 5")
    outside, inside = noted[::2], noted[1::2]
    assert [thread for _what, thread, _connection in outside] == [thread for _what, thread, _connection in inside]
    threads = {thread for _what, thread, _connection in inside}
    assert threading.get_ident() not in threads
    assert len({(thread, one) for _what, thread, one in inside}) == len(threads)


async def test_requests_are_answered_beside_each_other(handler):
    answers = await asyncio.gather(*(ask(handler, body=b"x" * size, method="POST") for size in range(20)))
    assert [body for _status, body in answers] == [f"POST /asked/ {size}".encode() for size in range(20)]


async def test_whoever_looks_after_it_is_answered_while_all_threads_are_busy(handler):
    busy, go = threading.Semaphore(0), threading.Event()

    def hang(scope, body):
        busy.release()
        go.wait(10)
        return HttpResponse()

    plain = handler._answer
    handler._answer = lambda scope, body: (hang if scope["path"] == "/asked/" else plain)(scope, body)
    waiting = [asyncio.create_task(ask(handler)) for _ in range(THREADS + 1)]
    for _ in range(THREADS):
        assert await asyncio.to_thread(busy.acquire, timeout=10)
    for where in LOOKED_AFTER:
        assert await asyncio.wait_for(ask(handler, where), 5) == (200, b"here")
    go.set()
    await asyncio.gather(*waiting)


async def test_what_streams_is_read_part_by_part_away_from_the_loop(handler):
    assert await ask(handler, "/parts/") == (200, b"one two three")
    assert threading.get_ident() not in {thread for _what, thread, _connection in noted}
    status, body = await ask(handler, "/file/")
    assert (status, len(body)) == (200, 200_000)


@pytest.mark.parametrize("where", ["/asked/", "/parts/", "/file/", "/absent/", "/nowhere/"])
async def test_every_answer_is_closed_once(handler, where):
    closed = []
    count = lambda **_: closed.append(1)  # noqa: E731
    request_finished.connect(count)
    try:
        await ask(handler, where)
    finally:
        request_finished.disconnect(count)
    assert closed == [1]


@pytest.mark.parametrize(("where", "status"), [("/absent/", 404), ("/nowhere/", 404), ("/broken/", 500)])
async def test_what_goes_wrong_is_answered(handler, where, status, caplog):
    assert (await ask(handler, where))[0] == status


async def test_what_cannot_be_read_is_refused(handler):
    assert (await ask(handler, headers=[(b"content-type", b"text/plain; charset=nonsense")]))[0] == 200
    cookie = [(b"content-type", b"multipart/form-data; boundary=\xff")]
    assert (await ask(handler, body=b"x", method="POST", headers=cookie))[0] in (200, 400)


@pytest.fixture
def reading(settings):
    settings.MIDDLEWARE = [*PLAIN["MIDDLEWARE"], "config.answers.UnreadableMiddleware"]
    settings.ROOT_URLCONF = "config.urls"


@pytest.mark.parametrize("charset", ["nonsense", "undefined", "idna"])
async def test_a_header_that_nothing_reads_is_refused_in_words(reading, handler, charset):
    headers = [(b"content-type", f"text/plain; x*={charset}''a".encode())]
    status, page = await ask(handler, "/", headers=headers)
    assert (status, b"We could not read that" in page) == (400, True)


async def test_a_caller_that_leaves_before_it_has_asked_is_forgotten(handler):
    async def receive():
        return {"type": "http.disconnect"}

    sent = []
    await handler({"type": "http", "method": "GET", "path": "/asked/", "headers": []}, receive, sent.append)
    assert sent == []
    assert noted == []


@pytest.fixture
def small(settings):
    settings.LARGEST_BODY = 1000
    settings.MIDDLEWARE = [*PLAIN["MIDDLEWARE"], "config.answers.TooLargeMiddleware"]
    settings.ROOT_URLCONF = "config.urls"


class Caller:
    """Sends `parts`, and notes how many of them were taken."""

    def __init__(self, *parts):
        self.parts, self.taken, self.status = parts, 0, None

    async def receive(self):
        self.taken += 1
        return {"type": "http.request", "body": self.parts[self.taken - 1], "more_body": self.taken < len(self.parts)}

    async def send(self, message):
        self.status = self.status or message["status"]

    async def ask(self, handler, *headers):
        scope = {"type": "http", "method": "POST", "path": "/theme/", "query_string": b"", "headers": list(headers)}
        await handler(scope, self.receive, self.send)
        return self.status, self.taken


@pytest.mark.parametrize(
    ("said", "parts", "answer"),
    [
        (b"1001", [b"x" * 1001], (413, 0)),
        (b"80000000", [b"x" * 100] * 100, (413, 0)),
        (b"9" * 400, [b"x" * 100] * 100, (413, 11)),
        (b"no number", [b"x" * 1001], (413, 1)),
        (None, [b"x" * 1001], (413, 1)),
        (None, [b"x" * 100] * 100, (413, 11)),
        (b"5", [b"x" * 100] * 100, (413, 11)),
        (None, [b"", *[b"x" * 100] * 10], (302, 11)),
        (b"1000", [b"x" * 1000], (302, 1)),
    ],
)
async def test_a_body_is_bounded_before_it_is_kept(small, handler, said, parts, answer):
    headers = [(b"content-length", said)] if said else []
    assert await Caller(*parts).ask(handler, *headers) == answer


async def test_what_was_too_large_is_told_in_words_and_the_view_is_not_asked(small, handler):
    body = b"x" * 1001
    status, page = await ask(handler, "/theme/", body, "POST")
    assert (status, b"You sent more than 1000" in page) == (413, True)
    status, said = await ask(handler, "/theme/", body, "POST", [(b"accept", b"application/json")])
    assert (status, list(json.loads(said))) == (413, ["message"])
