"""What a site and an offer are, and who may see them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from landings.hosts.models import Site, SlotOffer
from tests.factories.landings_hosts import NOW, make_offer, make_site
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


def test_a_draft_offer_is_seen_by_its_own_house_alone():
    manager, stranger = make_member(), make_member()
    offer = make_offer(make_site(manager=manager), published_at=None)
    assert list(SlotOffer.objects.visible_to(manager)) == [offer]
    assert list(SlotOffer.objects.visible_to(stranger)) == []
    assert list(SlotOffer.objects.visible_to(AnonymousUser())) == []


def test_a_published_offer_is_seen_by_members_until_it_is_withdrawn():
    offer, stranger = make_offer(), make_member()
    assert list(SlotOffer.objects.visible_to(stranger)) == [offer]
    offer.withdrawn_at = NOW
    offer.save()
    assert list(SlotOffer.objects.visible_to(stranger)) == []


def test_a_closed_site_is_seen_by_its_own_house_alone():
    manager = make_member()
    site = make_site(manager=manager, closed_at=NOW)
    assert list(Site.objects.visible_to(manager)) == [site]
    assert list(Site.objects.visible_to(make_member())) == []


@pytest.mark.parametrize("wrong", [{"desks": 0}, {"ends_on": "2026-04-01"}, {"longest_stay": 1, "shortest_stay": 2}])
def test_an_impossible_offer_cannot_be_stored(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_offer(**wrong)
