"""Notices of a thing that happened."""

from django.db import transaction
from django.utils import timezone

from realtime.notices import notify
from realtime.streams import open_stream, publish
from tests.realtime.facts_for_tests import Happened


def make_notice(member, *, kind="organisations.left", path="/organisations/", about="", now=None, **params):
    with transaction.atomic():
        event = publish(Happened(what="x"), to=open_stream("test"), by=None, at=now or timezone.now())[0]
        told = {"organisation": "Tidewrack", **params}
        return notify([member.pk], kind=kind, event=event, params=told, path=path, about=about)[0]
