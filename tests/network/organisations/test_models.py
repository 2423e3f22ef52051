from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from network.organisations.models import Organisation
from tests.factories.members import make_member
from tests.factories.organisations import make_invitation, make_organisation

pytestmark = pytest.mark.django_db


def test_visitors_see_public_pages_members_all_and_nobody_what_is_closed():
    public, inside = make_organisation(), make_organisation(is_public=False)
    make_organisation(closed_at=timezone.now())
    seen = Organisation.objects.order_by("pk")
    assert list(seen.visible_to(AnonymousUser())) == [public]
    assert list(seen.visible_to(make_member())) == [public, inside]


def test_revenue_is_never_negative():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_organisation(revenue=-1)


def test_the_database_does_not_hold_an_invitations_link():
    invitation = make_invitation()
    stored = " ".join(str(value) for value in vars(invitation).values())
    assert len(invitation.token) == 43
    assert invitation.token not in stored


def test_what_is_wrong_with_an_invitation():
    now = timezone.now()
    assert make_invitation().trouble(now) == ""
    assert make_invitation(revoked_at=now).trouble(now) == "revoked"
    assert make_invitation(accepted_at=now, accepted_by=make_member()).trouble(now) == "used"
    invitation = make_invitation()
    assert invitation.trouble(invitation.expires_at - timedelta(seconds=1)) == ""
    assert invitation.trouble(invitation.expires_at) == "expired"
    invitation.organisation.closed_at = now
    assert invitation.trouble(now) == "revoked"
