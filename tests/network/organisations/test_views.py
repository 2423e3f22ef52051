from datetime import timedelta
from functools import partial
from html import escape

import pytest
from django.core import mail as django_mail
from django.utils import timezone, translation

from network.organisations import actions
from network.organisations.models import Invitation, Organisation
from realtime.jobs import queue
from realtime.jobs.mail import Mail, send_due
from realtime.notices import Notice
from tests.factories.members import confirm_address, make_member
from tests.factories.organisations import join, make_invitation, make_organisation
from tests.factories.typed import sent_from

pytestmark = pytest.mark.django_db
NEW = {"kind": "firm", "name": "Tidewrack", "country": "CA", "time_zone": "America/Halifax", "key": "k"}


@pytest.fixture
def owner():
    return make_member(name="Olga Owner")


@pytest.fixture
def firm(owner):
    return make_organisation(staff=[owner], name="Tidewrack", slug="tidewrack", revenue=123456700, currency="CAD")


def page_form(**changes):
    return {
        "name": "Tidewrack",
        "country": "CA",
        "time_zone": "America/Halifax",
        "currency": "CAD",
        "is_public": "on",
        **changes,
    }


def test_opening_a_page_and_opening_it_twice(log_in, owner):
    client = log_in(owner)
    assert client.get("/organisations/new/").status_code == 200
    for _ in range(2):
        assert client.post("/organisations/new/", NEW)["Location"] == "/organisations/tidewrack/services/"
    for other in ({"kind": "host"}, {"headline": "Other words"}):
        answer = client.post("/organisations/new/", {**NEW, "city": "Kept words", **other})
        page = answer.content.decode()
        assert answer.status_code == 422 and "This form was sent before with other words." in page
        assert "Kept words" in page and 'value="Tidewrack"' in page
    assert Organisation.objects.count() == 1
    assert "Tidewrack" in client.get("/organisations/").content.decode()


@pytest.mark.parametrize("changed", [{"title": "Another"}, {"description": "Kept words"}, {"category": "SJ3"}])
def test_the_way_back_to_a_form_that_was_sent_adds_nothing_and_says_so(log_in, owner, firm, changed):
    client, where = log_in(owner), f"/organisations/{firm.slug}/services/"
    sent = {"title": "Design", "category": "SJ2", "key": "k"}
    assert client.post(where, sent).status_code == client.post(where, sent).status_code == 302
    answer = client.post(where, {**sent, **changed})
    page = answer.content.decode()
    assert (answer.status_code, firm.services.count()) == (422, 1)
    assert "sent before with other words" in page
    assert all(words in page for words in changed.values())


def test_nor_does_it_bring_back_what_was_dropped_since(log_in, owner, firm):
    client, where = log_in(owner), f"/organisations/{firm.slug}/services/"
    sent = {"title": "Design", "category": "SJ2", "key": "k"}
    client.post(where, sent)
    firm.services.all().delete()
    assert client.post(where, sent).status_code == 422
    assert not firm.services.exists()


@pytest.mark.parametrize("name", ["Tidewrack", "TIDEWRACK", "Tídewrack", " tidewrack "])
def test_a_page_whose_name_is_here_already_is_shown_first_and_another_is_opened_when_it_is_another(log_in, name):
    make_organisation("firm", name="Tidewrack", city="Halifax", country="CA")
    client = log_in(make_member())
    answer = client.post("/organisations/new/", {**NEW, "name": name, "headline": "Kept words"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_name_error"' in page
    for words in ("One page of this name is here already", "Halifax", "Kept words", "It is another one: open its page"):
        assert words in page
    assert Organisation.objects.count() == 1
    typed = {**sent_from(page, having="others"), "kind": "firm"}
    assert client.post("/organisations/new/", typed).status_code == 302
    assert client.post("/organisations/new/", typed).status_code == 302
    assert Organisation.objects.count() == 2


def test_a_page_that_appeared_meanwhile_is_shown_too_and_a_closed_one_is_not(log_in):
    first = make_organisation("firm", name="Tidewrack")
    client = log_in(make_member())
    make_organisation("firm", name="Tidewrack")
    answer = client.post("/organisations/new/", {**NEW, "others": str(first.pk)})
    assert "2 pages of this name are here already" in answer.content.decode()
    Organisation.objects.update(closed_at=timezone.now())
    assert client.post("/organisations/new/", NEW).status_code == 302


def test_the_folded_name_follows_the_name(owner):
    made = make_organisation("firm", staff=[owner], name="Møller")
    assert made.folded_name == "moller"
    actions.change_page(made.pk, by=owner, page={"name": "Søn"}, now=timezone.now())
    assert Organisation.objects.get().folded_name == "son"


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"kind": "agency"}, "Select a valid choice"),
        ({"kind": "empire"}, "Select a valid choice"),
        ({"name": ""}, "This field is required"),
        ({"name": "x" * 300}, "at most 160 characters"),
        ({"country": "ZZ"}, "Select a valid choice"),
        ({"time_zone": "Mars/Base"}, "We do not know this time zone"),
    ],
)
def test_a_page_that_cannot_be_opened_says_why(log_in, owner, wrong, complaint):
    answer = log_in(owner).post("/organisations/new/", {**NEW, "headline": "Kept words", **wrong})
    assert answer.status_code == 422
    assert complaint in answer.content.decode()
    assert "Kept words" in answer.content.decode()
    assert Organisation.objects.count() == 0


def test_visitors_read_public_pages_but_no_people_no_revenue_no_history(client, firm, owner):
    page = client.get("/organisations/tidewrack/").content.decode()
    assert "Tidewrack" in page
    for secret in (owner.name, "1,234,567", "What happened", "data-stream"):
        assert secret not in page


def test_a_members_only_page_is_absent_for_visitors(client, log_in, firm):
    Organisation.objects.update(is_public=False)
    hidden, absent = client.get("/organisations/tidewrack/"), client.get("/organisations/nobodys/")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content.replace(b"tidewrack", b"nobodys") == absent.content
    assert log_in(make_member()).get("/organisations/tidewrack/").status_code == 200


def test_members_see_the_people_and_only_staff_see_revenue_and_history(log_in, firm, owner):
    staff = make_member()
    join(firm, staff)
    stranger_sees = log_in(make_member()).get("/organisations/tidewrack/").content.decode()
    staff_sees = log_in(staff).get("/organisations/tidewrack/").content.decode()
    assert owner.name in stranger_sees
    assert "1,234,567" not in stranger_sees
    assert "What happened" not in stranger_sees
    assert "CA$1,234,567" in staff_sees
    assert f'data-stream="organisation:{firm.stream_id}"' in staff_sees
    assert "Change the page" not in staff_sees


@pytest.mark.parametrize(
    ("language", "typed", "minor"),
    [
        ("en", "1,250,000", 125000000),
        ("en", " 1250000.50 ", 125000050),
        ("fr", "1 250 000,50", 125000050),
        ("fr", "1\u202f250\u202f000", 125000000),
        ("es", "1.250.000", 125000000),
        ("en", "", None),
        ("en", "0", 0),
    ],
)
def test_revenue_is_read_as_the_members_language_writes_it(log_in, owner, firm, language, typed, minor):
    owner.language = language
    owner.save()
    client = log_in(owner)
    answer = client.post("/organisations/tidewrack/edit/", page_form(revenue=typed))
    assert answer.status_code == 302
    firm.refresh_from_db()
    assert firm.revenue == minor
    again = client.get("/organisations/tidewrack/edit/").content.decode()
    with translation.override(language):
        assert ('name="revenue" value="' in again) == (minor is not None)


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"revenue": "a lot"}, "Write a number"),
        ({"revenue": "-5"}, "zero or more"),
        ({"revenue": "9" * 30}, "too large"),
        ({"revenue": "9" * 90}, "at most 40 characters"),
        ({"revenue": "1.0055"}, "Too many decimals"),
        ({"revenue": "10.5", "currency": "JPY"}, "Too many decimals"),
        ({"revenue": "NaN"}, "Write a number"),
        ({"currency": "XXX"}, "Select a valid choice"),
        ({"employees": "-3"}, "greater than or equal to 0"),
        ({"founded_on": "2999-01-01"}, "still to come"),
        ({"website": "javascript:alert(1)"}, "Enter a valid URL"),
    ],
)
def test_a_wrong_page_says_why_and_keeps_what_was_typed(log_in, owner, firm, wrong, complaint):
    answer = log_in(owner).post("/organisations/tidewrack/edit/", page_form(headline="Kept words", **wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert complaint in page
    assert "Kept words" in page
    firm.refresh_from_db()
    assert (firm.headline, firm.revenue) == ("", 123456700)


@pytest.mark.parametrize("name", ["شركة البحر", "🚢" * 20, "W" * 160, "<script>alert(1)</script>"])
def test_any_name_and_long_words_stand_on_the_page(log_in, owner, firm, name):
    client = log_in(owner)
    assert client.post("/organisations/tidewrack/edit/", page_form(name=name, about="x" * 300)).status_code == 302
    assert escape(name) in client.get("/organisations/tidewrack/").content.decode()


def test_services_and_markets_are_kept_through_their_pages(log_in, owner, firm):
    client, here = log_in(owner), "/organisations/tidewrack/"
    service = {"title": "Tide models", "category": "SI21", "description": "By bay", "key": "s"}
    for _ in range(2):
        assert client.post(f"{here}services/", service).status_code == 302
    line = firm.services.get()
    assert client.get(f"{here}services/{line.pk}/").status_code == 200
    assert client.post(f"{here}services/{line.pk}/", {**service, "title": "Tides"}).status_code == 302
    assert client.post(f"{here}services/{line.pk}/", {**service, "category": "ZZ"}).status_code == 422
    assert client.post(f"{here}services/", {**service, "title": "x" * 300}).status_code == 422
    assert client.post(f"{here}markets/", {"country": "JP", "relation": "sought"}).status_code == 302
    assert client.post(f"{here}markets/", {"country": "JP", "relation": "conquered"}).status_code == 422
    assert client.post(f"{here}languages/", {"language": "fr"}).status_code == 302
    assert client.post(f"{here}languages/", {"language": "klingon"}).status_code == 422
    page = client.get(here).content.decode()
    assert all(words in page for words in ("Tides", "Computer software", "Japan", "French"))
    client.post(f"{here}services/{line.pk}/drop/")
    client.post(f"{here}markets/{firm.markets.get().pk}/drop/")
    client.post(f"{here}languages/fr/drop/")
    assert (firm.services.count(), firm.markets.count(), firm.languages.count()) == (0, 0, 0)


def test_another_organisations_service_is_not_found(log_in, owner, firm):
    other = make_organisation()
    service = other.services.create(category="SI", title="Theirs")
    client = log_in(owner)
    assert client.get(f"/organisations/tidewrack/services/{service.pk}/").status_code == 404
    client.post(f"/organisations/tidewrack/services/{service.pk}/drop/")
    assert other.services.count() == 1


def test_an_invitation_goes_by_mail_and_lets_in_after_sign_up(log_in, owner, firm, client):
    log_in(owner).post("/organisations/tidewrack/staff/", {"email": "Ada@Kontor.example", "role": "manager"})
    queue.run_all()
    queue.run_all()
    letter = Mail.objects.get()
    assert letter.to == "ada@kontor.example"
    assert "Olga Owner asks you to join Tidewrack" in letter.subject
    link = letter.text.split("http://localhost:8000")[1].split()[0]

    page = client.get(link).content.decode()
    assert "Join Tidewrack" in page
    assert f"/account/signup/?next={link}" in page
    form = {"email": "ada@kontor.example", "password1": "a-long-harbour-phrase", "name": "Ada", "next": link}
    client.post("/account/signup/", form)
    send_due(now=timezone.now())
    confirm = next(m.body for m in django_mail.outbox if "/confirm-email/" in m.body)
    answer = client.post("/account/confirm-email/" + confirm.split("/confirm-email/")[1].split()[0])
    assert answer["Location"] == link
    assert client.post(f"{link}join/")["Location"] == "/organisations/tidewrack/"
    assert firm.memberships.get(member__name="Ada").role == "manager"
    assert client.post(f"{link}join/")["Location"] == "/organisations/tidewrack/"
    assert client.get(link)["Location"] == "/organisations/tidewrack/"

    queue.run_all()
    told = Notice.objects.get(recipient=owner.pk)
    assert (told.sentence, told.path) == ("Ada joined Tidewrack", "/organisations/tidewrack/staff/")


def test_a_withdrawn_invitation_is_not_mailed(log_in, owner, firm):
    invitation = actions.invite(firm.pk, by=owner, email="ada@kontor.example", role="staff", now=timezone.now())
    actions.revoke(firm.pk, invitation.pk, by=owner, now=timezone.now())
    queue.run_all()
    assert Mail.objects.count() == 0


@pytest.mark.parametrize(
    ("trouble", "words"), [("expired", "has expired"), ("revoked", "was withdrawn"), ("used", "was used")]
)
def test_a_link_that_no_longer_works_says_why(log_in, client, trouble, words):
    now = timezone.now()
    state = {
        "expired": {"expires_at": now - timedelta(seconds=1)},
        "revoked": {"revoked_at": now},
        "used": {"accepted_at": now, "accepted_by": make_member()},
    }[trouble]
    link = f"/invitations/{make_invitation(**state).token}/"
    for answer in (client.get(link), log_in(make_member()).post(f"{link}join/")):
        assert answer.status_code == 410
        assert words in answer.content.decode()
    assert client.get("/invitations/" + "x" * 43 + "/").status_code == 404
    assert client.get("/invitations/" + "x" * 3000 + "/").status_code == 404


def test_staff_are_invited_promoted_and_removed_from_one_page(log_in, owner, firm):
    client, ada = log_in(owner), make_member(name="Ada")
    join(firm, ada)
    for email, complaint in (("nonsense", "valid email"), (ada.email, "already belongs"), ("", "required")):
        answer = client.post("/organisations/tidewrack/staff/", {"email": email, "role": "staff"})
        assert answer.status_code == 422
        assert complaint in answer.content.decode()
    client.post("/organisations/tidewrack/staff/", {"email": "bo@kontor.example", "role": "staff"})
    assert (
        client.post("/organisations/tidewrack/staff/", {"email": "bo@kontor.example", "role": "staff"}).status_code
        == 422
    )
    assert "bo@kontor.example" in client.get("/organisations/tidewrack/staff/").content.decode()
    invitation = Invitation.objects.get()
    for _ in range(2):
        client.post(f"/organisations/tidewrack/invitations/{invitation.pk}/revoke/")
    client.get("/organisations/tidewrack/staff/")
    assert "bo@kontor.example" not in client.get("/organisations/tidewrack/staff/").content.decode()

    client.post(f"/organisations/tidewrack/staff/{ada.pk}/role/", {"role": "emperor"})
    client.post(f"/organisations/tidewrack/staff/{ada.pk}/role/", {"role": "manager"})
    assert firm.memberships.get(member=ada).role == "manager"
    page = client.post(f"/organisations/tidewrack/staff/{owner.pk}/remove/", follow=True).content.decode()
    assert "needs an owner" in page
    client.post(f"/organisations/tidewrack/staff/{ada.pk}/remove/")
    assert list(firm.members.all()) == [owner]


def test_staff_see_colleagues_but_not_invitations(log_in, owner, firm):
    make_invitation(firm, email="secret@kontor.example", by=owner)
    staff = make_member()
    join(firm, staff)
    client = log_in(staff)
    page = client.get("/organisations/tidewrack/staff/").content.decode()
    assert owner.name in page
    assert "secret@kontor.example" not in page
    assert (
        client.post("/organisations/tidewrack/staff/", {"email": "x@kontor.example", "role": "staff"}).status_code
        == 403
    )
    assert client.post(f"/organisations/tidewrack/staff/{staff.pk}/remove/")["Location"] == "/organisations/"
    assert client.get("/organisations/tidewrack/staff/").status_code == 403


def test_an_invitation_to_my_address_waits_among_my_organisations(log_in, owner, firm):
    ada = confirm_address(make_member(email="ada@kontor.example"))
    invitation = make_invitation(firm, email="ada@kontor.example", by=owner)
    make_invitation(email="another@kontor.example")
    page = log_in(ada).get("/organisations/").content.decode()
    assert page.count("/invitations/") == 1
    assert invitation.token in page


def test_the_page_and_its_history_take_the_same_queries_at_one_and_three(log_in, owner, firm, count_queries):
    def happen():
        number = firm.services.count()
        actions.add_service(firm.pk, by=owner, category="SI", title=f"S{number}", now=timezone.now())
        actions.add_market(firm.pk, by=owner, country=["JP", "FR", "DE"][number], relation="sought", now=timezone.now())
        invitation = actions.invite(
            firm.pk, by=owner, email=f"i{number}@kontor.example", role="staff", now=timezone.now()
        )
        actions.accept(invitation.token, by=confirm_address(make_member(), invitation.email), now=timezone.now())
        make_invitation(firm, by=owner)

    client = log_in(owner)
    addresses = ("/organisations/tidewrack/", "/organisations/tidewrack/staff/", "/organisations/tidewrack/history/")
    happen()

    def counts():
        return [count_queries(partial(client.get, address)) for address in addresses]

    one = counts()
    happen()
    happen()
    assert counts() == one
    assert "S2" in client.get(addresses[0]).content.decode()
