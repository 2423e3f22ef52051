"""From the baseline on migrations are only added: a database of then comes to today with all that was in it."""

import ast
from contextlib import contextmanager
from datetime import date, time
from hashlib import sha256
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from realtime.streams.chain import digest_of, hash_of
from realtime.streams.models import GENESIS, Event
from tests.house.baseline import BASELINE
from tests.house.baseline.rows import fill
from tests.house.baseline.streams import AT, HASH, LATER

ROOT = Path(__file__).parents[3]
THEN = "then"
# What must be found, once, by the names of today. Whoever changes the models changes the names here, not the values.
TODAY = [
    ("network.Member", {"email": "ada@firm.example", "name": "Ada Ångström", "folded_name": "ada angstrom"}),
    ("network.Member", {"email": "ada@firm.example", "time_zone": "America/Toronto", "joined_at": AT}),
    ("network.AccessToken", {"name": "Mirror", "secret_hash": HASH, "scopes": ["network:read", "forum:write"]}),
    ("network.CalendarFeed", {"member__email": "ada@firm.example", "secret_hash": HASH}),
    ("network.Paper", {"kind": "terms", "language": "fr", "html": "<p>Mots.</p>", "changed_by__name": "Mia Œuvre"}),
    ("network.Organisation", {"slug": "elan", "folded_name": "elan software", "revenue": 123_456_700}),
    ("network.Membership", {"organisation__slug": "hafen-7", "member__email": "otto@host.example", "role": "owner"}),
    ("network.Invitation", {"email": "new@firm.example", "token_hash": HASH, "expires_at": LATER}),
    ("network.Party", {"dealing__happened_on": date(2026, 10, 1), "side": 2, "organisation__slug": "hafen-7"}),
    ("network.Board", {"slug": "germany", "translations": {"fr": {"name": "Allemagne"}}, "post_count": 2}),
    ("network.Thread", {"title": "Which VAT?", "board__slug": "germany", "accepted_post__number": 2, "last_number": 2}),
    ("network.Post", {"thread__title": "Which VAT?", "number": 2, "html": "<p>19 %</p>", "quoted__number": 1}),
    ("network.PostVersion", {"post__number": 2, "number": 1, "body": "17 %", "written_at": AT}),
    ("network.Reaction", {"post__number": 2, "member__email": "ada@firm.example", "sign": "insight"}),
    ("network.Report", {"post__number": 2, "reason": "wrong", "words": "It is 7 %."}),
    ("network.Message", {"body": "Grüß Gott", "conversation__kind": "introduction", "author__name": "Ada Ångström"}),
    ("network.Message", {"body": "", "taken_back_at": LATER, "author__name": "Otto Šimić"}),
    ("network.Introduction", {"firm__slug": "elan", "agreed_at": LATER, "conversation__title": "Élan meets Hafen 7"}),
    ("network.MeetingTime", {"starts_at": LATER, "minutes": 45, "accepted_by__name": "Otto Šimić"}),
    ("network.SealedText", {"kind": "letter", "seal": HASH, "document__revenue__value": 5_000_000}),
    ("network.Signature", {"text__seal": HASH, "party": "firm", "name": "Ada Ångström", "signed_at": LATER}),
    ("network.SealedPdf", {"text__seal": HASH, "digest": HASH, "file": "sealed/letter.pdf"}),
    ("ground.IdempotencyKey", {"key": "key-1", "digest": HASH, "result": 17}),
    ("ground.Account", {"owner_kind": "landing", "purpose": "committed", "currency": "CAD", "balance": 300_000}),
    ("ground.Transfer", {"amount": 300_000, "credit__purpose": "fund", "about_kind": "landing", "reference": "A-1"}),
    ("events.Show", {"slug": "nordwind", "opens": time(9), "capacity": 500, "organiser__slug": "oeuvre"}),
    ("events.Booth", {"show__slug": "nordwind", "firm__slug": "elan", "place": "N 4", "hall__name": "North"}),
    ("events.Session", {"title": "VAT in an hour", "sequence": 2, "capacity": 80}),
    ("events.DutyCell", {"member__email": "ada@firm.example", "duty__booth__place": "N 4"}),
    ("landings.Programme", {"slug": "soft-landing", "folded_name": "etoile", "ceiling": 400_000, "current__number": 1}),
    ("landings.Site", {"name": "Speicher", "latitude": 53.54, "languages": ["de", "en"]}),
    (
        "landings.Application",
        {"amount": 300_000, "currency": "CAD", "answers": {"why": "Clinics"}, "state": "accepted"},
    ),
    ("landings.Score", {"points": 4, "criterion__key": "readiness", "review__reviewer__name": "Otto Šimić"}),
    ("landings.Match", {"score": "81.25", "host_confirmed_by__name": "Otto Šimić", "placed_at": AT}),
    ("landings.Landing", {"firm__slug": "elan", "host__slug": "hafen-7", "starts_on": date(2026, 11, 9)}),
    ("landings.DeskDay", {"desk": 1, "day": date(2026, 11, 9), "offer__title": "Winter"}),
    ("landings.Grant", {"amount": 300_000, "share_borne_percent": 75, "follow_up_waves": [6, 12]}),
    ("landings.Advance", {"amount": 150_000, "paid_by__name": "Otto Šimić", "reference": "A-1"}),
    (
        "landings.ClaimLine",
        {"amount": 10_050, "converted": 15_075, "rate": "1.5", "receipt": "receipts/2026/train.pdf"},
    ),
    ("landings.Letter", {"wave": 6, "answered_at": LATER, "landing__programme__slug": "soft-landing"}),
    ("landings.PersonalLink", {"digest": HASH, "letter__wave": 6}),
    ("landings.Measure", {"signed__seal": HASH, "key": "revenue", "value": 5_000_000}),
    ("landings.PublishedSum", {"publication__number": 1, "measure": "revenue", "total": 5_000_000}),
    ("landings.Item", {"title": "Port authority", "latitude": 53.55}),
    ("realtime.Event", {"fact": "thread.replied", "seq": 1, "at": AT, "payload": {"post": 2}}),
    ("realtime.Mail", {"key": "notice-1", "headers": {"List-Id": "kontor"}, "about": "thread-1", "job__due_at": LATER}),
    ("realtime.Notice", {"kind": "replied", "params": {"by": "Otto"}, "mail__key": "notice-1"}),
    ("realtime.Job", {"handler": "network.forums.notices.replied", "attempts": 2, "error": "Away"}),
    ("realtime.Muted", {"kind": "replied", "medium": "mail"}),
    ("realtime.MailHours", {"quiet_from": time(22), "quiet_until": time(7)}),
]


@contextmanager
def another_database(place):
    """An empty one beside that of the tests, under the alias THEN."""
    default = connections["default"]
    sqlite = default.vendor == "sqlite"
    name = str(place) if sqlite else f"{default.settings_dict['NAME']}_{THEN}"
    connections.databases[THEN] = {**connections.databases["default"], "NAME": name}
    if not sqlite:
        default.cursor().execute(f'DROP DATABASE IF EXISTS "{name}"')
        default.cursor().execute(f'CREATE DATABASE "{name}"')
    try:
        yield connections[THEN]
    finally:
        connections[THEN].close()
        if not sqlite:
            connections[THEN].close_pool()
            default.cursor().execute(f'DROP DATABASE "{name}"')
        del connections[THEN], connections.databases[THEN]


@pytest.fixture(scope="module")
def brought_on(django_db_setup, django_db_blocker, tmp_path_factory):
    """A database that was brought to the baseline, filled, and then brought to today's last steps of the same areas."""
    place = tmp_path_factory.mktemp("baseline") / "then.sqlite3"
    with django_db_blocker.unblock(), another_database(place) as connection:
        models = MigrationExecutor(connection).migrate(list(BASELINE)).apps

        def make(model, /, **values):
            return models.get_model(model).objects.using(THEN).create(**values)

        fill(make)
        executor = MigrationExecutor(connection)
        areas = {area for area, _step in BASELINE}
        last = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] in areas]
        assert {area for area, _step in last} == areas
        executor.migrate(last)
        yield connection


@pytest.mark.parametrize(("model", "values"), TODAY, ids=[f"{place}-{name}" for place, (name, _) in enumerate(TODAY)])
def test_what_was_there_is_there(brought_on, model, values):
    assert apps.get_model(model).objects.using(THEN).filter(**values).count() == 1


def test_what_streams_vouch_for_still_holds(brought_on):
    event = Event.objects.using(THEN).select_related("stream").get()
    assert (event.digest, event.hash) == (digest_of(event), hash_of(event, GENESIS))
    assert event.stream.last_hash == event.hash


def test_ways_of_then_are_kept():
    """A step of the baseline is history: a later one changes what it made. What is imported may come from elsewhere."""
    assert {step: done_in(*step) for step in BASELINE} == BASELINE


def done_in(area, name):
    """The digest of what a migration says, without how it is laid out and without the modules of the names in it."""

    class Bare(ast.NodeTransformer):
        def visit_Attribute(self, node):
            return ast.Name(node.attr)

    tree = ast.parse((ROOT / area / "migrations" / f"{name}.py").read_text())
    said = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)]
    return sha256("\n".join(ast.unparse(Bare().visit(node)) for node in said).encode()).hexdigest()[:16]
