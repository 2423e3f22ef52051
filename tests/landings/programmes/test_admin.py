"""A programme's first officer is appointed by an administrator; without one it takes no applications."""

import pytest
from django.urls import reverse

from landings.programmes.models import Officer, Programme
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
ADD = "/staff/landings/officer/add/"


@pytest.fixture
def browser(log_in):
    return log_in(make_member(is_staff=True, is_superuser=True))


def test_a_programme_is_open_while_somebody_who_can_log_in_decides(browser):
    programme, ada = make_programme(), make_member()
    assert not programme.is_open
    make_officer(programme, role="reviewer")
    assert not programme.is_open
    given = {"programme": programme.pk, "member": ada.pk, "role": "officer"}
    assert browser.post(ADD, given).status_code == 302
    assert programme.is_open
    assert list(Programme.objects.open()) == [programme]
    ada.is_active = False
    ada.save()
    assert not programme.is_open
    assert list(Programme.objects.open()) == []


@pytest.mark.parametrize("role", ["reviewer", "finance"])
def test_the_first_is_an_officer(browser, role):
    given = {"programme": make_programme().pk, "member": make_member().pk, "role": role}
    assert "A programme needs one officer at least." in browser.post(ADD, given).content.decode()
    assert not Officer.objects.exists()


def test_who_is_blocked_is_not_appointed(browser):
    given = {"programme": make_programme().pk, "member": make_member(is_active=False).pk, "role": "officer"}
    assert "This member is blocked." in browser.post(ADD, given).content.decode()


def test_nobody_is_appointed_twice(browser):
    programme, ada = make_programme(), make_member()
    make_officer(programme, ada)
    given = {"programme": programme.pk, "member": ada.pk, "role": "officer"}
    assert browser.post(ADD, given).status_code == 200
    assert Officer.objects.count() == 1


def test_the_last_officer_is_not_taken_off(browser):
    programme = make_programme()
    make_officer(programme)
    [last] = Officer.objects.all()
    delete = reverse("admin:landings_officer_delete", args=[last.pk])
    assert browser.post(delete, {"post": "yes"}).status_code == 403
    make_officer(programme)
    assert browser.post(delete, {"post": "yes"}).status_code == 302
    assert not Officer.objects.filter(pk=last.pk).exists()


def test_the_page_of_a_programme_without_an_officer_takes_nothing(client, log_in):
    programme = make_programme()
    page = client.get(reverse("landings:programme", args=[programme.slug])).content.decode()
    assert "This programme takes no applications now." in page
    assert reverse("landings:apply", args=[programme.slug]) not in page
