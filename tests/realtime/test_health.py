from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from realtime.streams import Event, hints, open_stream, publish
from tests.realtime.conftest import NOBODY
from tests.realtime.facts_for_tests import Happened


@pytest.mark.django_db
def test_it_is_alive_and_ready(client):
    assert client.get("/livez").content == b"ok\n"
    answer = client.get("/readyz")
    said = answer.json()
    assert (answer.status_code, said["database"], said["redis"], said["ready"]) == (200, True, True, True)


@pytest.mark.django_db
def test_without_redis_it_is_ready_all_the_same(client, settings):
    settings.REDIS_URL = NOBODY
    hints.client.cache_clear()
    answer = client.get("/readyz")
    hints.client.cache_clear()
    said = answer.json()
    assert (answer.status_code, said["database"], said["redis"], said["ready"]) == (200, True, False, True)
    assert "redis" in said["degraded"]


def walk():
    out, errors = StringIO(), StringIO()
    try:
        call_command("verify_streams", stdout=out, stderr=errors)
    except CommandError as error:
        return str(error), errors.getvalue()
    return out.getvalue(), errors.getvalue()


@pytest.mark.django_db
def test_streams_are_verified_and_what_broke_is_named():
    sound, changed = open_stream("test"), open_stream("test")
    for stream in (sound, changed, changed):
        with transaction.atomic():
            publish(Happened(what="it"), to=stream, by=None, at=timezone.now())
    assert walk() == ("2 streams are as they were written.\n", "")
    Event.objects.filter(stream=changed, seq=2).update(payload={"what": "else"})
    assert walk() == ("1 of 2 streams are not as they were written.", f"{changed.name}: broken at 2\n")
