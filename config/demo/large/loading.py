"""The large demo's chapters in their order, in one transaction: it is there whole, or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from config.demo.large import applications, houses, indexes, people, stays, talk, ties
from config.demo.large.people import DOMAIN
from config.demo.large.sizes import Size
from config.demo.large.tale import Tale
from landings.programmes.models import Officer
from network.desk import actions as desk
from network.forums.models import Thread
from network.members.models import Member
from network.organisations.models import Membership, Organisation

STORY: Final = "kontor.example"
KEEPER: Final = f"keeper@{STORY}"


def is_told() -> bool:
    return Member.objects.filter(email__endswith=f"@{DOMAIN}").exists()


def is_nothing_else_here() -> bool:
    """The database holds the demo, or nothing at all."""
    of_the_story = Q(email__endswith=f"@{STORY}") | Q(email__endswith=f"@{DOMAIN}")
    if Member.objects.exclude(of_the_story).exists():
        return False
    return Member.objects.exists() or not (Organisation.objects.exists() or Thread.objects.exists())


@dataclass
class Told:
    """What was written: (table, rows, seconds in the database), and seconds of each step by the clock."""

    tables: list[tuple[str, int, float]] = field(default_factory=list)
    steps: list[tuple[str, float]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return sum(rows for _name, rows, _seconds in self.tables)

    @property
    def seconds(self) -> float:
        return sum(seconds for _name, seconds in self.steps)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        began = perf_counter()
        yield
        self.steps.append((name, perf_counter() - began))


def tell_all(size: Size, *, now: datetime | None = None, said: Callable[[str], object] = lambda text: None) -> Told:
    """Write it all beside the demo's story, which must be told; `said` hears of each step as it begins."""
    told = Told()
    with transaction.atomic(), indexes.made_later(told):
        tale = _begin(size, now or timezone.now())
        said("programmes")
        with told.step("programmes"):
            houses.publish_programmes(tale)
        said("people")
        with told.step("people"):
            people.tell(tale)
        said("connections")
        with told.step("connections"):
            ties.tell(tale)
        said("talk")
        with told.step("talk"):
            talk.tell(tale)
        said("landings")
        with told.step("landings"):
            desks = houses.tell(tale)
            applications.tell(tale, desks)
            stays.tell(tale, desks)
        said("streams and words")
        with told.step("streams and words"):
            tale.chains.close()
            tale.writer.close()
            tale.book.learn([*tale.given, *tale.family])
        said("desks")
        with told.step("desks"):
            desk.mend(now=tale.now)
        said("indexes")
    told.tables = [(table.model._meta.db_table, table.rows, table.seconds) for table in tale.writer.tables.values()]
    with told.step("statistics"):
        indexes.count_anew()
    return told


def _begin(size: Size, now: datetime) -> Tale:
    by_email = {email: role for role, email, _password in settings.DEMO_LOG_INS}
    emails = {f"{role}@{STORY}": role for role in ("reviewer", "finance")}
    cast = {(by_email | emails)[member.email]: member for member in Member.objects.filter(email__in=by_email | emails)}
    kadehuis = Membership.objects.get(member=cast["host"], organisation__kind="host").organisation
    tale = Tale(size, now, cast, Member.objects.get(email=KEEPER).pk, kadehuis)
    reviewers = Officer.objects.filter(programme__slug="cdmn", role=Officer.Role.REVIEWER).order_by("pk")
    tale.reviewers = list(reviewers.values_list("member_id", flat=True))
    return tale
