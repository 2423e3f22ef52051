import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ground.files import uploads
from network.members import actions
from network.members.models import Member
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation
from tests.factories.pictures import make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return make_member(name="Ada", email="ada@kontor.example")


def again(member):
    return Member.objects.get(pk=member.pk)


@pytest.mark.parametrize("name", ["محمد العلي", "👩‍👩‍👧 Ŋ", "W" * 120, "<b>Ada</b> & O'Neil"])
def test_a_name_in_any_script_stands_on_the_page_as_written(log_in, ada, name):
    client = log_in(ada)
    assert client.post("/me/profile/who/", {"name": name, "headline": "x"}).status_code == 302
    assert again(ada).name == name
    page = client.get(f"/members/{ada.pk}/")
    assert page.status_code == 200
    assert (
        name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#x27;")
        in page.content.decode()
    )


@pytest.mark.parametrize(
    ("step", "given", "complaint"),
    [
        ("who", {"name": "w" * 300}, "at most 120 characters"),
        ("who", {"name": "   "}, "This field is required"),
        ("who", {"name": "Ada\u202e"}, "cannot be seen"),
        ("where", {"country": "CA", "time_zone": "Mars/Base"}, "We do not know this time zone"),
        ("where", {"country": "ZZ", "time_zone": "UTC"}, "Select a valid choice"),
        ("about", {"about": "x" * 4001}, "at most 4000 characters"),
        ("languages", {"language": "klingon", "level": "C2"}, "Select a valid choice"),
        ("languages", {}, "This field is required"),
        ("photo", {}, "This field is required"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(log_in, ada, step, given, complaint):
    answer = log_in(ada).post(f"/me/profile/{step}/", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert complaint in page
    assert all(value in page for value in given.values() if len(value.strip()) > 4 and value.isascii())
    assert again(ada).name == "Ada"


def test_a_refused_name_does_not_show_in_the_head(log_in, ada):
    page = log_in(ada).post("/me/profile/who/", {"name": "w" * 300}).content.decode()
    assert 'Menu of Ada"' in page


def test_steps_follow_one_another_and_can_be_left(log_in, ada):
    client = log_in(ada)
    answer = client.post("/me/profile/who/", {"name": "Ada", "headline": "Tides"})
    assert answer["Location"] == "/me/profile/where/"
    given = {"country": "CA", "city": "Halifax", "time_zone": "America/Halifax"}
    assert client.post("/me/profile/where/", {**given, "stay": "1"})["Location"] == "/me/"
    page = client.get("/me/").content.decode()
    assert "2 of 5" in page
    assert "Go on: Languages" in page
    assert client.post("/me/profile/about/", {"about": "Long"})["Location"] == "/me/"
    assert client.get("/me/profile/nowhere/").status_code == 404


def test_an_empty_zone_is_left_to_the_browser_and_a_chosen_one_is_not(log_in, ada):
    client = log_in(ada)
    assert 'name="time_zone" value="UTC"' not in client.get("/me/profile/where/").content.decode()
    client.post("/me/profile/where/", {"country": "IS", "time_zone": "UTC"})
    assert 'name="time_zone" value="UTC"' in client.get("/me/profile/where/").content.decode()


def test_languages_are_added_and_removed(log_in, ada):
    client = log_in(ada)
    for _ in range(2):
        client.post("/me/profile/languages/", {"language": "fr", "level": "B2"})
    assert "French" in client.get(f"/members/{ada.pk}/").content.decode()
    for _ in range(2):
        assert client.post("/me/languages/fr/drop/").status_code == 302
    assert again(ada).languages.count() == 0


def test_a_photo_is_served_redrawn_to_members_only(log_in, ada, client):
    picture = make_picture(kind="PNG", name='"><script>.png')
    sent = picture.read()
    picture.seek(0)
    assert log_in(ada).post("/me/profile/photo/", {"photo": picture}).status_code == 302
    address = again(ada).photo_url
    answer = log_in(make_member()).get(address)
    body = answer.content
    assert answer["Content-Type"] == "image/webp"
    assert "private" in answer["Cache-Control"]
    assert body[8:12] == b"WEBP"
    assert body != sent
    assert client.get(address)["Location"].startswith("/account/login/")
    assert f'src="{address}"' in log_in(make_member()).get(f"/members/{ada.pk}/").content.decode()


def test_a_photo_that_is_none_is_refused_and_the_old_one_stays(log_in, ada):
    client = log_in(ada)
    client.post("/me/profile/photo/", {"photo": make_picture()})
    was = again(ada).photo.name
    answer = client.post("/me/profile/photo/", {"photo": SimpleUploadedFile("x.jpg", b"<script>", "image/jpeg")})
    assert answer.status_code == 422
    assert "not a picture we can read" in answer.content.decode()
    assert again(ada).photo.name == was


def test_an_oversize_photo_is_refused(log_in, ada, monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 100)
    answer = log_in(ada).post("/me/profile/photo/", {"photo": make_picture()})
    assert answer.status_code == 422
    assert "larger than 5 MB" in answer.content.decode()


def test_who_left_and_who_is_not_confirmed_look_like_nobody(log_in, ada):
    left, unconfirmed = make_member(is_active=False), make_member(confirmed_at=None)
    client = log_in(ada)
    absent = client.get("/members/999999/")
    for hidden in (left, unconfirmed):
        answer = client.get(f"/members/{hidden.pk}/")
        assert answer.status_code == absent.status_code == 404
        assert hidden.name not in answer.content.decode()


def test_a_photo_lost_from_the_disk_is_not_found(log_in, ada):
    actions.show_photo(by=ada, file=make_picture(), size=10)
    kept = again(ada)
    kept.photo.storage.delete(kept.photo.name)
    assert log_in(ada).get(kept.photo_url).status_code == 404


def test_settings_change_language_and_zone(log_in, ada):
    client = log_in(ada)
    assert client.post("/me/settings/", {"language": "xx", "time_zone": "UTC"}).status_code == 422
    assert client.post("/me/settings/", {"language": "es", "time_zone": "America/Bogota"}).status_code == 302
    assert (again(ada).language, again(ada).time_zone) == ("es", "America/Bogota")
    page = client.get("/me/settings/").content.decode()
    assert re.search(r'<html\s+lang="es"', page)
    assert 'data-zone="America/Bogota"' in page


def test_a_profile_takes_the_same_queries_at_one_and_three_organisations(log_in, ada, count_queries):
    def belong():
        join(make_organisation(), ada)
        actions.speak(by=ada, language=["en", "fr", "es"][ada.languages.count()], level="C1")

    client = log_in(make_member())
    belong()
    one = count_queries(lambda: client.get(f"/members/{ada.pk}/"))
    belong()
    belong()
    assert count_queries(lambda: client.get(f"/members/{ada.pk}/")) == one


def test_another_members_page_tells_the_hours_one_shares(log_in, ada):
    other = make_member(time_zone="Europe/Paris", country="FR", city="Brest")
    client = log_in(make_member(time_zone="Europe/Paris"))
    page = client.get(f"/members/{other.pk}/").content.decode()
    assert "8 working hours of 8" in page
    assert "Brest" in page
    assert other.email not in page
