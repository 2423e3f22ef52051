"""Notices of a thing that happened."""

from django.db import transaction
from django.utils import timezone

from realtime.notices import notify
from realtime.streams import open_stream, publish
from realtime.streams.facts import all_names
from realtime.tellings import tellings_of, tells_too
from tests.realtime.facts_for_tests import Happened


def make_notice(member, *, kind="organisations.left", path="/organisations/", about="", now=None, **params):
    with transaction.atomic():
        tells_too(Happened, to={kind: _words_of(kind)})
        event = publish(Happened(what="x"), to=open_stream("test"), by=None, at=now or timezone.now())[0]
        told = {"organisation": "Tidewrack", **params}
        return notify([member.pk], kind=kind, event=event, params=told, path=path, about=about)[0]


def _words_of(kind):
    """Those of whichever fact the kind is told with."""
    return next(one.to[kind] for name in all_names() for one in tellings_of(name) if kind in one.to)
