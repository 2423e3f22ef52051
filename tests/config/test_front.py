import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from config import gallery, shopwindow
from landings.impact.actions import publish_figures
from tests.factories.landings_letters import make_due_letter, sign_letter
from tests.factories.landings_placements import make_landing
from tests.factories.members import make_member
from tests.network.safety.post import sent


@pytest.mark.django_db
def test_front_page_is_open_to_strangers(client):
    assert client.get("/").status_code == 200


def test_theme_is_kept_in_a_cookie(client):
    answer = client.post("/theme/", {"theme": "dark", "next": "/account/login/"})

    assert answer.status_code == 302
    assert answer["Location"] == "/account/login/"
    assert answer.cookies["theme"].value == "dark"


NOT_OURS = ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "²", "nowhere"]


@pytest.mark.parametrize("back", NOT_OURS)
def test_theme_goes_back_to_our_pages_only(client, back):
    assert client.post("/theme/", {"theme": "light", "next": back})["Location"] == "/"


def test_unknown_theme_is_none(client):
    assert client.post("/theme/", {"theme": '"><script>'}).cookies["theme"].value == "auto"


@pytest.mark.django_db
def test_page_is_born_with_the_theme(client):
    client.cookies["theme"] = "dark"

    assert 'data-theme="dark"' in client.get("/").content.decode()


@pytest.mark.django_db
def test_absent_page_is_in_our_look_and_holds_nothing_of_the_viewer(client):
    answer = client.get("/no/such/page/")

    assert answer.status_code == 404
    assert b"Nothing here by that address" in answer.content
    assert b"/account/login/?next=/no/such/page/%3Fa%3D1" in client.get("/no/such/page/?a=1").content


@pytest.mark.django_db
def test_absent_page_asks_nobody_to_log_in_twice(log_in):
    answer = log_in(make_member(name="Rosa Quispe")).get("/no/such/page/")

    assert answer.status_code == 404
    assert b"/account/login/" not in answer.content
    assert b"Rosa" not in answer.content


@pytest.mark.django_db
def test_a_members_language_is_kept_with_the_member(log_in):
    rosa = make_member()
    client = log_in(rosa)

    answer = client.post("/language/", {"language": "fr", "next": "/me/"})
    assert answer["Location"] == "/me/"
    assert 'lang="fr"' in client.get("/me/").content.decode()
    rosa.refresh_from_db()
    assert rosa.language == "fr"

    client.post("/language/", {"language": "tlh", "next": "/me/"})
    rosa.refresh_from_db()
    assert rosa.language == "fr"


@pytest.mark.django_db
def test_a_visitor_chooses_a_language_too(client):
    assert 'action="/language/"' in client.get("/").content.decode()
    client.post("/language/", {"language": "es", "next": "/"})
    assert 'lang="es"' in client.get("/").content.decode()


@pytest.mark.django_db
def test_who_must_log_in_first_comes_back_to_the_page_of_the_form(client):
    def sent_from(page):
        return client.post("/forums/boards/money/follow/", headers={"Referer": page})["Location"]

    assert sent_from("http://testserver/forums/?a=1") == "/account/login/?next=/forums/%3Fa%3D1"
    assert sent_from("https://elsewhere.example/") == "/account/login/?next=/forums/boards/money/follow/"
    assert client.get("/me/", headers={"Referer": "http://testserver/"})["Location"] == "/account/login/?next=/me/"


@pytest.mark.django_db
def test_an_address_that_only_takes_forms_says_so(client):
    answer = client.get("/theme/")

    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert b"Nothing to see at this address" in answer.content


@pytest.mark.django_db
def test_a_form_of_an_old_page_is_not_taken_and_told_so():
    client = Client(enforce_csrf_checks=True)

    page = client.post("/theme/", {"theme": "dark"})
    assert page.status_code == 403
    assert b"This page was too old" in page.content

    said = client.post("/theme/", {"theme": "dark"}, headers={"Accept": "application/json"})
    assert said.status_code == 403
    assert "Reload it" in said.json()["message"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/account/login/", "Welcome back"),
        ("/account/signup/", "Make an account"),
        ("/account/password/reset/", "Forgotten your password?"),
        ("/account/password/reset/key/x-y/", "This link has done its work"),
        ("/account/confirm-email/no-such-key/", "This link has done its work"),
    ],
)
def test_way_in_is_in_our_look(client, path, words):
    answer = client.get(path).content.decode()

    assert f"<h1>{words}</h1>" in answer
    assert 'class="bar"' in answer


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/account/email/", "/account/2fa/", "/account/password/set/", "/account/logout/"])
def test_account_pages_are_in_our_look(log_in, path):
    assert 'class="bar"' in log_in(make_member(name="Rosa Quispe")).get(path).content.decode()


@pytest.mark.django_db
def test_forgotten_password_is_answered_by_a_short_mail(client):
    make_member(email="rosa@kontor.example")

    client.post("/account/password/reset/", {"email": "rosa@kontor.example"})

    letter = sent()
    assert letter.subject == "Choose a new password for Kontor"
    assert "Here you choose a new password:" in letter.body
    assert "/account/password/reset/key/" in letter.body
    assert "Choose a new password</a>" in letter.alternatives[0][0]


@pytest.mark.django_db
def test_nothing_is_claimed_before_there_is_anything(client):
    assert "What came of it so far" not in client.get("/").content.decode()


@pytest.mark.django_db
def test_figures_are_counted_from_what_is_there():
    stay = {"starts_on": date(2025, 5, 5), "ends_on": date(2025, 5, 15)}
    landings = [make_landing(**stay)]
    landings += [make_landing(programme=landings[0].programme, **stay) for _ in range(3)]
    letters = [make_due_letter(landing) for landing in landings]
    for letter in letters[:3]:
        sign_letter(letter, revenue=10_000_000_00)
    publish_figures(landings[0].programme_id, now=letters[0].raised_at + timedelta(days=8))

    proof = shopwindow.proof(datetime(2026, 11, 22, tzinfo=UTC))

    assert proof.url == f"/impact/{landings[0].programme.slug}/"
    assert [(one.label, one.value, one.unit) for one in proof.figures if one.label != "Partners"] == [
        ("Landings", "4", ""),
        ("Letters a year after", "3", "of 4 due"),
        ("New revenue", "CA$30M", "claimed"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/account/login/", {"login": "rosa@kontor.example", "password": "not-hers"}),
        ("/account/signup/", {"email": "rosa@", "name": "Rosa", "password1": "x"}),
        ("/account/password/reset/", {"email": "rosa@"}),
    ],
)
def test_a_refused_form_says_so_and_keeps_what_was_typed(client, path, typed):
    answer = client.post(path, typed)

    assert answer.status_code == 422
    assert f'value="{next(iter(typed.values()))}"' in answer.content.decode()


@pytest.mark.django_db
def test_every_piece_can_be_drawn(rf):
    request = rf.get("/design/")
    request.user = AnonymousUser()
    request.resolver_match = None

    assert gallery.design(request).status_code == 200


@pytest.mark.django_db
def test_a_buyer_finds_a_way_in(client):
    """What a buyer may do today: look at the shows at once, join, and then search the directory."""
    page = client.get("/").content.decode()
    buyers = page[page.index('id="buyers-title"') : page.index('id="way-title"')]

    assert re.findall(r'href="([^"]+)"', buyers) == ["/account/signup/?next=/network/", "/shows/"]
    assert client.get("/shows/").status_code == 200
    joining = client.get("/account/signup/?next=/network/").content.decode()
    assert re.search(r'<input[^>]*name="next"[^>]*value="/network/"', joining)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "section", "entry"),
    [
        ("/feed/", "Home", "Feed"),
        ("/desk/", "Home", "My desk"),
        ("/forums/", "Talk", "Forums"),
        ("/forums/threads/", "Talk", "Forums"),
        ("/messages/", "Talk", "Messages"),
        ("/introductions/", "Talk", "Introductions"),
        ("/network/", "Find", "Directory"),
        ("/network/?show=members", "Find", "Directory"),
        ("/me/", "Find", "Directory"),
        ("/search/", "Find", "Search"),
        ("/organisations/", "Find", "Your organisations"),
        ("/shows/", "Meet", "Shows"),
        ("/calendar/", "Meet", "Calendar"),
        ("/landings/", "Land", "Programmes"),
        ("/landings/applications/", "Land", "Your applications"),
        ("/landings/mine/", "Land", "Landings"),
        ("/landings/sites/", "Land", "Sites"),
    ],
)
def test_every_page_says_where_one_is(log_in, path, section, entry):
    answer = log_in(make_member()).get(path, follow=True)
    sections = answer.context["navigation"]()
    here = [one for one in sections if one.current]

    assert [str(one.label) for one in sections] == ["Home", "Talk", "Find", "Meet", "Land"]
    assert [str(one.label) for one in here] == [section]
    assert [str(one.label) for one in here[0].entries if one.current] == [entry]


@pytest.mark.django_db
def test_a_visitor_has_the_same_five_ways_in(client):
    shown = [(str(one.label), one.url) for one in client.get("/").context["navigation"]()]

    assert shown == [
        ("Home", "/"),
        ("Talk", "/forums/"),
        ("Find", "/network/"),
        ("Meet", "/shows/"),
        ("Land", "/landings/"),
    ]
    assert client.get("/network/")["Location"] == "/account/login/?next=/network/"
