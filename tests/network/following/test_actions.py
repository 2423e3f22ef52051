import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from network.following import actions, queries, rules
from network.following.models import Follow
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return make_member()


def now():
    return timezone.now()


def test_each_kind_is_followed_once_and_no_longer(me):
    firm, ada = make_organisation(), make_member()
    for _ in range(2):
        actions.follow_organisation(firm, by=me, now=now())
        actions.follow_member(ada, by=me, now=now())
        actions.follow_market("DE", by=me, now=now())
    assert queries.counts_of(me) == queries.Counts(1, 1, 1, 0)
    assert queries.counts_of(ada) == queries.Counts(0, 0, 0, 1)
    for _ in range(2):
        actions.unfollow_organisation(firm, by=me)
        actions.unfollow_member(ada, by=me)
        actions.unfollow_market("DE", by=me)
    assert not Follow.objects.exists()


def test_nobody_follows_themselves_or_what_is_no_market(me):
    with pytest.raises(ValidationError, match="yourself"):
        actions.follow_member(me, by=me, now=now())
    for wrong in ("", "de", "XX", "Germany", "ß", "D\0"):
        with pytest.raises(ValidationError, match="country"):
            actions.follow_market(wrong, by=me, now=now())


def test_too_many_of_a_kind_are_refused(me, monkeypatch):
    monkeypatch.setattr(rules, "MOST", 2)
    for country in ("DE", "FR"):
        actions.follow_market(country, by=me, now=now())
    with pytest.raises(ValidationError, match="already"):
        actions.follow_market("PT", by=me, now=now())
    actions.follow_market("DE", by=me, now=now())
    actions.follow_member(make_member(), by=me, now=now())


def test_who_left_and_what_is_closed_is_neither_listed_nor_counted(me):
    closed, left = make_organisation(), make_member()
    actions.follow_organisation(closed, by=me, now=now())
    actions.follow_member(left, by=me, now=now())
    actions.follow_member(me, by=left, now=now())
    closed.closed_at, left.is_active = now(), False
    closed.save(), left.save()
    assert queries.counts_of(me) == queries.Counts(0, 0, 0, 0)
    assert [queries.followed(me, kind).rows for kind in queries.KINDS] == [[], [], [], []]
    assert queries.followers_of_member(me, me).count == 0


def test_the_database_keeps_a_row_to_one_thing(me):
    firm, other = make_organisation(), make_member()
    for wrong in (
        {},
        {"organisation": firm, "followed": other},
        {"followed": other, "country": "DE"},
        {"followed": me},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Follow.objects.create(member=me, **wrong)


def test_who_follows_counts_those_who_are_here(me):
    firm = make_organisation()
    for follower in (me, make_member(), make_member(is_active=False)):
        actions.follow_organisation(firm, by=follower, now=now())
    assert queries.followers_of_organisation(firm, me) == queries.Followers(2, mine=True)
    assert queries.followers_of_organisation(firm, make_member()) == queries.Followers(2, mine=False)
