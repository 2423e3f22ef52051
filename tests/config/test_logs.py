import json
import logging
import sys
import time
from types import SimpleNamespace

import pytest
from django.test import Client

from config.celery import app
from config.logs import JsonLines, NoPlainAbsence, Redacting, redacted
from config.serve import web
from ground.web import log_context
from tests.factories.members import make_member

SAID = logging.LogRecord("kontor.x", logging.WARNING, __file__, 1, "%s of %s", ("one", "two"), None)


@pytest.mark.parametrize(
    ("said", "secret"),
    [
        ("Not Found: /letters/by/abc-DEF:123/", "abc-DEF:123"),
        ("Not Found: /invitations/s3cret/join/", "s3cret"),
        ("Not Found: /letters/verify/s3cret/", "s3cret"),
        ("Not Found: /sealed/s3cret/", "s3cret"),
        ("new_password1=s3cret", "s3cret"),
        ("SECRET_KEY_FALLBACK = s3cret", "s3cret"),
        ("Gone: /calendar/s3cret.ics", "s3cret"),
        ("cookie sessionid=s3cret; path=/", "s3cret"),
        ('{"password": "s3cret"}', "s3cret"),
        ("Authorization: Bearer s3cret", "s3cret"),
        ("cannot reach postgres://kontor:s3cret@db:5432/kontor", "s3cret"),
    ],
)
def test_secrets_are_not_written(said, secret):
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, "%s", (said,), None)
    assert Redacting().filter(record)
    assert secret not in record.getMessage()
    assert "…" in record.getMessage()


@pytest.mark.parametrize("word", ["secret", "password", "key ", "Bearer ", "://x:", "/calendar/", "sessionid"])
def test_a_long_word_takes_no_longer_than_it_is_long(word):
    """Whoever names an address has it in a log line."""
    began = time.process_time()
    redacted(word * (200_000 // len(word)))
    assert time.process_time() - began < 1


class Unspeakable:
    def __str__(self):
        raise LookupError


@pytest.mark.parametrize(("words", "args"), [("%d", ("many",)), ("%(a)s", ({"b": 1},)), ("%s", (Unspeakable(),))])
def test_words_that_do_not_fit_are_not_their_callers_end(words, args):
    record = logging.LogRecord("x", logging.INFO, __file__, 1, f"{words} of password=s3cret", args, None)
    assert Redacting().filter(record)
    assert record.getMessage() == f"{words} of password=…"


def test_what_is_said_of_a_request_that_is_over_names_it():
    asked = SimpleNamespace(name_in_logs="a-name", _cached_user=SimpleNamespace(pk=7))
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, "Not Found: /x/", (), None)
    record.request = asked
    line = json.loads(JsonLines().format(record))
    assert (line["request"], line["member"]) == ("a-name", 7)


def test_the_web_server_writes_its_lines_as_everybody_does(monkeypatch, tmp_path):
    seen = []
    monkeypatch.setattr(web.Server, "run", lambda server, sockets: seen.append((server.config, sockets[0].close())))
    monkeypatch.setattr(web.gc, "freeze", lambda: None)
    monkeypatch.setattr(sys, "argv", ["web", "--uds", str(tmp_path / "web.sock")])
    web.main()
    assert seen[0][0].log_config is None
    for name in ("uvicorn", "uvicorn.error", "uvicorn.asgi"):
        assert logging.getLogger(name).propagate
        assert logging.getLogger(name).handlers == []


def test_what_is_no_secret_stays():
    record = logging.LogRecord("x", logging.INFO, __file__, 1, "%d sockets are to move in %g s", (3, 5.0), None)
    Redacting().filter(record)
    assert record.getMessage() == "3 sockets are to move in 5 s"


def test_a_line_is_json_and_says_where_it_was_said():
    token = log_context.connection.set("c0ffee")
    try:
        line = json.loads(JsonLines().format(SAID))
    finally:
        log_context.connection.reset(token)
    assert (line["level"], line["logger"], line["said"]) == ("warning", "kontor.x", "one of two")
    assert line["connection"] == "c0ffee"
    assert "request" not in line


def test_an_error_is_one_line_too():
    try:
        raise LookupError("password=s3cret")
    except LookupError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed", (), sys.exc_info())
    text = JsonLines().format(record)
    assert "\n" not in text and "s3cret" not in text
    assert "LookupError" in json.loads(text)["error"]


@pytest.mark.django_db
def test_a_request_has_a_name_in_its_answer_and_in_its_lines(monkeypatch, log_in):
    said = []
    monkeypatch.setattr("realtime.operating.health.database_answers", lambda: said.append(log_context.told()) or True)
    answer = Client().get("/readyz")
    assert said == [{"request": answer["X-Request-ID"]}]
    assert Client().get("/readyz", headers={"x-request-id": "from-the-proxy"})["X-Request-ID"] == "from-the-proxy"
    assert Client().get("/readyz", headers={"x-request-id": "a b\x01"})["X-Request-ID"] != "a b\x01"


@pytest.mark.django_db
def test_who_asked_is_known_once_the_page_has_asked(log_in, monkeypatch):
    ada, said = make_member(is_staff=True), []
    plain = log_context.told
    monkeypatch.setattr("realtime.operating.pages.redis_answers", lambda: said.append(plain()) or True)
    log_in(ada).get("/operating/")
    assert said[0]["member"] == ada.pk


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "warned"), [("/nowhere/", []), ("/operating/", ["Forbidden (Permission denied): /operating/"])]
)
def test_an_address_that_is_not_there_is_no_warning_and_a_refusal_is(caplog, log_in, settings, path, warned):
    assert settings.LOGGING["loggers"]["django.request"]["filters"] == ["no_plain_absence"]
    assert any(isinstance(one, NoPlainAbsence) for one in logging.getLogger("django.request").filters)
    log_in(make_member()).get(path)
    assert [record.getMessage() for record in caplog.records if record.name == "django.request"] == warned


def test_everything_the_clock_calls_for_is_there_to_be_done():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)
