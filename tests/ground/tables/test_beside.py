"""What is laid beside rows in hand is what Django would have prefetched."""

import pytest
from django.db.models import prefetch_related_objects

from ground.tables.beside import Beside
from network.forums.models import Post, Reaction
from network.members.models import Member
from network.organisations.models import Membership
from tests.factories.forums import make_thread
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation

pytestmark = pytest.mark.django_db


def test_each_holds_what_would_have_been_prefetched(django_assert_num_queries):
    people = [make_member() for _ in range(3)]
    for firm in (make_organisation(), make_organisation()):
        join(firm, people[0])
    join(firm, people[2])
    firms = Beside(lambda: Member, "memberships", lambda rows: rows.select_related("organisation").order_by("-id"))
    twice = Member.objects.get(pk=people[0].pk)
    with django_assert_num_queries(1):
        firms.ask([*people, twice])()
    with django_assert_num_queries(0):
        held = [[one.organisation.name for one in person.memberships.all()] for person in [*people, twice]]
        firms.ask([*people, twice])()
    plain = [Member.objects.get(pk=person.pk) for person in [*people, twice]]
    for person in plain:
        own = Membership.objects.filter(member=person).select_related("organisation").order_by("-id")
        assert held.pop(0) == [one.organisation.name for one in own]


def test_what_is_held_is_what_django_holds():
    post = make_thread().posts.get()
    Reaction.objects.create(post=post, member=post.author, sign="agree", at=post.written_at)
    Beside(lambda: Post, "reactions", lambda rows: rows.order_by("id")).ask([post])()
    plain = Post.objects.get(pk=post.pk)
    prefetch_related_objects([plain], "reactions")
    assert list(post.reactions.all()) == list(plain.reactions.all())
    assert post._prefetched_objects_cache.keys() == plain._prefetched_objects_cache.keys()
    assert post.reactions.count() == plain.reactions.count() == 1
