import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from network.members import actions
from network.members.models import Member
from tests.factories.members import make_member
from tests.factories.pictures import make_picture

pytestmark = pytest.mark.django_db


def test_an_opened_account_is_confirmed_and_can_log_in(client):
    actions.open_account(
        email="Ada@Kontor.example", password="harbour-demo", profile={"name": "Ada"}, now=timezone.now()
    )
    assert EmailAddress.objects.get().verified
    answer = client.post("/account/login/", {"login": "ada@kontor.example", "password": "harbour-demo"})
    assert answer.status_code == 302
    assert client.get("/me/").status_code == 200


def test_a_new_account_is_unseen_until_confirmed():
    member, other = make_member(), make_member()
    actions.begin(member.pk, name="Ada", time_zone="Nowhere/Land", language="fr")
    assert list(Member.objects.visible_to(other)) == [other]
    first, second = timezone.now(), timezone.now()
    for now in (first, second):
        actions.confirm(member.pk, now=now)
    member.refresh_from_db()
    assert (member.confirmed_at, member.time_zone, member.language) == (first, "UTC", "fr")
    assert member in Member.objects.visible_to(other)
    assert list(Member.objects.visible_to(AnonymousUser())) == []


def test_a_language_is_kept_once_with_its_last_level():
    member = make_member()
    for level in ("B1", "B2"):
        actions.speak(by=member, language="fr", level=level)
    assert [(line.language, line.level) for line in member.languages.all()] == [("fr", "B2")]
    for _ in range(2):
        actions.unspeak(by=member, language="fr")
    assert member.languages.count() == 0


def test_an_unknown_language_and_one_too_many_are_refused(monkeypatch):
    member = make_member()
    with pytest.raises(ValidationError):
        actions.speak(by=member, language="klingon", level="C2")
    monkeypatch.setattr(actions, "LANGUAGES_AT_MOST", 1)
    actions.speak(by=member, language="fr", level="B1")
    with pytest.raises(ValidationError) as refused:
        actions.speak(by=member, language="en", level="B1")
    assert refused.value.code == "too_many"


def test_a_new_photo_takes_the_old_ones_place(django_capture_on_commit_callbacks):
    member = make_member()
    with django_capture_on_commit_callbacks(execute=True):
        first = actions.show_photo(by=member, file=make_picture(), size=10).photo
        second = actions.show_photo(by=member, file=make_picture(), size=10).photo
    assert first.name != second.name
    assert not first.storage.exists(first.name)
    assert second.storage.exists(second.name)
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            assert not actions.drop_photo(by=member).photo
    assert not second.storage.exists(second.name)
