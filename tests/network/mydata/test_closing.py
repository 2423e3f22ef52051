"""Closing an account: said before, taken back within its wait, else erased; and nothing else breaks."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils import timezone, translation

from network.connections.models import MemberConnection
from network.conversations.models import Message
from network.forums.models import Mention, Post
from network.members import actions as members
from network.members.models import FORMER, Member
from network.mydata import actions, queries, registry
from network.mydata.models import WAITS_FOR, Closing
from network.mydata.registry import Leaver
from network.organisations.models import Invitation, Membership
from network.safety.models import SignedIn
from network.tokens.models import AccessToken
from realtime.jobs.mail import Mail
from realtime.jobs.queue import run_all
from realtime.notices import Notice
from realtime.streams import Event, Stream, broken_links
from tests.factories.connections import connect, make_request
from tests.factories.events import make_show
from tests.factories.forums import first_post, make_board, make_post, make_thread
from tests.factories.introductions import make_introduction
from tests.factories.landings_applications import make_application
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import confirm_address, make_member
from tests.factories.messages import make_group
from tests.factories.mydata import kept_export
from tests.factories.notices import make_notice
from tests.factories.organisations import join, make_organisation
from tests.factories.tokens import make_token, program_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = NOW + WAITS_FOR
NAME = "Zoraida Quiñones-Ivarsdóttir"
EMAIL = "zoraida@quinones.example"


def leave(member, posts="stay", now=NOW):
    actions.close(member.pk, by=member, posts=posts, now=now)
    assert actions.erase_due(now=now + WAITS_FOR) == []
    member.refresh_from_db()
    return member


def lively(name=NAME):
    """A member with something of everything."""
    zoe = make_member(name=name, email=EMAIL, headline="Ships quinces", about="Quinces are mine", city="Reus")
    confirm_address(zoe)
    members.speak(by=zoe, language="ca", level="C2")
    bo = make_member(name="Bo")
    connect(zoe, bo)
    make_request(zoe, make_member(), reason="For quinces")
    make_request(make_member(), zoe)
    thread = make_thread(by=zoe, title="Quinces abroad", body="I ship quinces.")
    make_post(thread, bo, f"@{name}#{zoe.pk} and @{name} know this.")
    make_token(zoe, "forums:read")
    kept_export(zoe)
    firm = make_organisation()
    join(firm, zoe, "staff")
    Invitation.objects.create(
        organisation=firm, email=EMAIL, role="staff", invited_by=bo, invited_at=NOW, expires_at=LATER
    )
    run_all()
    return zoe


def where_it_stands(*words):
    """Every text of the database that has one of these words."""
    found = []
    for model in apps.get_models():
        texts = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model._base_manager.values_list("pk", *texts):
            found += [
                f"{model._meta.label}.{name}"
                for name, value in zip(texts, row[1:], strict=True)
                for word in words
                if word.lower() in str(value).lower()
            ]
    return sorted(set(found))


def test_nothing_of_them_is_left_in_any_table():
    zoe = lively()
    assert {"network.Member.name", "network.Mention.name", "network.Invitation.email"} <= set(
        where_it_stands(NAME, EMAIL)
    )
    leave(zoe, "go")
    run_all()
    assert where_it_stands(NAME, EMAIL, "Zoraida", "Ivarsd") == []
    # A word that anybody may use stays known; who said it does not.
    assert set(where_it_stands("quince")) <= {"network.SearchWord.text"}
    assert (zoe.name, zoe.is_active, zoe.has_usable_password()) == (FORMER, False, False)
    assert not any(model.objects.filter(member=zoe).exists() for model in (AccessToken, Membership, SignedIn, Mention))
    assert not EmailAddress.objects.filter(user=zoe).exists()
    assert not Notice.objects.filter(recipient=zoe.pk).exists() and not Mail.objects.filter(member=zoe.pk).exists()
    assert not MemberConnection.objects.of(zoe.pk).exists()


def test_a_short_name_goes_from_others_words_only_where_it_is_a_name():
    ana, bo, thread = make_member(name="Ana"), make_member(name="Bo"), make_thread()
    make_member(name="Anabel")
    post = make_post(thread, bo, f"@Ana#{ana.pk}, meet @Anabel: Analysis is on.")
    group = make_group(ana, bo, name="Analysis of Ana")
    notice = make_notice(bo, who="Ana", title="Ana · Bo", thread="Analysis")
    leave(ana)
    post.refresh_from_db(), group.refresh_from_db(), notice.refresh_from_db()
    assert (
        post.body == f"{FORMER}, meet @Anabel: Analysis is on." and "@Anabel" in post.html and "@Ana," not in post.html
    )
    assert group.title == f"Analysis of {FORMER}"
    assert notice.params | {"who": FORMER, "title": f"{FORMER} · Bo", "thread": "Analysis"} == notice.params


def test_every_stream_stays_whole():
    zoe = lively()
    before = dict(Stream.objects.values_list("pk", "last_seq"))
    told = list(Event.objects.order_by("pk").values_list("pk", "hash"))
    leave(zoe, "go")
    assert [one for stream in Stream.objects.all() for one in broken_links(stream)] == []
    assert all(Stream.objects.get(pk=pk).last_seq >= seq for pk, seq in before.items())
    assert (
        list(Event.objects.filter(pk__in=[pk for pk, _hash in told]).order_by("pk").values_list("pk", "hash")) == told
    )


def test_posts_stay_under_a_former_member_by_choice(log_in, client):
    zoe = make_member(name=NAME)
    thread = make_thread(make_board(), zoe, body="I ship quinces.")
    leave(zoe)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "I ship quinces." in page and FORMER in page and NAME not in page
    with translation.override("fr"):
        assert Member.objects.get(pk=zoe.pk).name == translation.gettext(FORMER)
    reader = log_in(make_member())
    assert reader.get(f"/members/{zoe.pk}/").status_code == 404
    told = program_of(make_member(), "forums:read").get(f"/api/v1/threads/{thread.pk}/posts").content.decode()
    assert NAME not in told and "I ship quinces." in told


def test_posts_go_by_choice_and_keep_their_places():
    zoe, bo = make_member(name=NAME), make_member()
    thread = make_thread(by=zoe, title="Quinces", body="I ship quinces.")
    make_post(thread, bo, "And pears.")
    leave(zoe, "go")
    thread.refresh_from_db()
    posts = list(Post.objects.filter(thread=thread).order_by("number").values_list("number", "body"))
    assert (posts, thread.title) == ([(1, ""), (2, "And pears.")], "…")
    assert first_post(thread).deleted_at == LATER


def test_messages_stay_with_whom_they_were_written_to():
    introduction = make_introduction()
    assert "stays" and Message.objects.filter(author=introduction.commissioner).count() == 0
    held = {one.model: one for each in registry.all_holdings() for one in each.those if one.name == "said"}
    assert held[Message].goes is None and held[Message].stays


def test_it_is_taken_back_within_the_wait(log_in):
    zoe = make_member(name=NAME)
    browser = log_in(zoe)
    page = browser.get("/me/data/close/").content.decode()
    assert "What goes" in page and "Close my account" in page
    assert browser.post("/me/data/close/", {"posts": "stay"}).status_code == 302
    assert Closing.objects.standing().get().due_at > NOW + WAITS_FOR - timedelta(minutes=1)
    assert "Take it back" in browser.get("/me/data/close/").content.decode()
    browser.post("/me/data/close/back/")
    browser.post("/me/data/close/back/")
    assert actions.erase_due(now=timezone.now() + WAITS_FOR) == []
    zoe.refresh_from_db()
    assert (zoe.name, zoe.is_active) == (NAME, True)
    keys = sorted(mail.key.rpartition("-")[2] for mail in Mail.objects.filter(member=zoe.pk))
    assert keys == ["closing", "stays"]


def test_who_logs_in_meanwhile_is_offered_to_take_it_back(client):
    zoe = make_member(email="zoe@kontor.example")
    zoe.set_password("a-long-harbour-phrase")
    zoe.save()
    confirm_address(zoe)
    actions.close(zoe.pk, by=zoe, now=timezone.now())
    answer = client.post("/account/login/", {"login": zoe.email, "password": "a-long-harbour-phrase"})
    assert answer["Location"] == "/me/data/close/"


def test_a_second_time_is_the_first():
    zoe = make_member()
    first = actions.close(zoe.pk, by=zoe, now=NOW)
    assert actions.close(zoe.pk, by=zoe, now=NOW + timedelta(days=3)) == first


def test_nothing_is_erased_a_second_too_early():
    zoe = make_member(name=NAME)
    actions.close(zoe.pk, by=zoe, now=NOW)
    actions.erase_due(now=LATER - timedelta(seconds=1))
    zoe.refresh_from_db()
    assert zoe.name == NAME


def test_what_stands_in_the_way_is_named_with_links(log_in):
    zoe = make_member(name=NAME)
    firm = make_organisation(name="Quince Works")
    join(firm, zoe, "owner")
    join(firm, make_member(), "manager")
    with pytest.raises(ValidationError) as refusal:
        actions.close(zoe.pk, by=zoe, now=NOW)
    assert refusal.value.code == "obstacles"
    page = log_in(zoe).get("/me/data/close/").content.decode()
    assert f"/organisations/{firm.slug}/staff/" in page and "Close my account" not in page
    join(firm, make_member(), "owner")
    assert actions.close(zoe.pk, by=zoe, now=NOW).member_id == zoe.pk


def test_an_organisation_with_nobody_else_is_closed_with_them(log_in):
    zoe = make_member(name=NAME)
    firm = make_organisation(name="Quince Works")
    firm.memberships.all().delete()
    join(firm, zoe, "owner")
    assert "nobody else belongs: they are closed" in log_in(zoe).get("/me/data/close/").content.decode()
    leave(zoe)
    firm.refresh_from_db()
    assert (firm.closed_at, firm.memberships.count()) == (LATER, 0)
    assert broken_links(firm.stream) == []


def test_a_landing_under_way_or_a_show_to_come_holds_who_is_alone():
    landing = make_landing()
    (founder,) = landing.firm.members.all()
    urls = [one.url for one in registry.obstacles_of(founder.pk, NOW)]
    assert f"/landings/landings/{landing.pk}/" in urls or f"/landings/{landing.pk}/" in urls, urls
    join(landing.firm, make_member(), "owner")
    assert not [one for one in registry.obstacles_of(founder.pk, NOW) if "landing at" in one.words]
    show = make_show()
    (organiser,) = show.organiser.members.all()
    assert [one.url for one in registry.obstacles_of(organiser.pk, NOW)] == [show.get_absolute_url()]


def test_what_comes_into_the_way_later_holds_it_and_is_told_once():
    zoe = make_member(name=NAME)
    closing = actions.close(zoe.pk, by=zoe, now=NOW)
    firm = make_organisation()
    join(firm, zoe, "owner")
    join(firm, make_member(), "staff")
    assert actions.erase_due(now=LATER) == [closing.pk]
    assert actions.erase_due(now=LATER + timedelta(hours=23)) == []
    assert actions.erase_due(now=LATER + timedelta(days=1)) == [closing.pk]
    assert Mail.objects.filter(key__endswith="held").count() == 1
    join(firm, make_member(), "owner")
    assert actions.erase_due(now=LATER + timedelta(days=2)) == []
    zoe.refresh_from_db()
    assert zoe.is_erased


def test_the_last_officer_and_an_open_application_stand_in_the_way():
    programme = make_programme()
    officer = make_officer(programme)
    (found,) = registry.obstacles_of(officer.pk, NOW)
    assert found.url == f"/landings/programmes/{programme.slug}/people/"
    application = make_application()
    urls = [one.url for one in registry.obstacles_of(application.applicant_id, NOW)]
    assert f"/landings/applications/{application.pk}/" in urls


def test_staff_close_with_a_reason_and_take_it_back_themselves():
    staff, zoe = make_member(is_staff=True), make_member(name=NAME)
    with pytest.raises(ValidationError):
        actions.close(zoe.pk, by=staff, reason=" ", now=NOW)
    closing = actions.close(zoe.pk, by=staff, reason="Asked by letter.", now=NOW)
    assert "Asked by letter." in Mail.objects.get(member=zoe.pk).text
    with pytest.raises(PermissionDenied):
        actions.take_back(by=zoe, now=NOW)
    with pytest.raises(PermissionDenied):
        actions.stop(closing.pk, by=zoe, now=NOW)
    actions.stop(closing.pk, by=staff, now=NOW)
    assert not Closing.objects.standing().exists()


def test_nobody_closes_anothers_and_staff_not_their_own():
    staff, zoe, bo = make_member(is_staff=True), make_member(), make_member()
    for by, whom in ((bo, zoe), (staff, staff), (staff, make_member(is_staff=True))):
        with pytest.raises(PermissionDenied):
            actions.close(whom.pk, by=by, reason="Why", now=NOW)


def test_who_was_erased_comes_back_by_nobodys_hand():
    zoe, admin = leave(make_member(name=NAME)), make_member(is_staff=True, is_superuser=True)
    with pytest.raises(PermissionDenied):
        members.stand(zoe.pk, by=admin, standing={"is_active": True}, now=NOW)
    with pytest.raises(PermissionDenied):
        actions.close(zoe.pk, by=admin, reason="Again", now=NOW)


def test_the_staff_have_a_page_for_it(log_in):
    admin, zoe = make_member(is_staff=True, is_superuser=True), make_member(name=NAME)
    browser = log_in(admin)
    said = {"member": zoe.pk, "posts": "stay", "reason": " "}
    assert "Say why" in browser.post("/staff/network/closing/add/", said).content.decode()
    assert browser.post("/staff/network/closing/add/", {**said, "reason": "By letter."}).status_code == 302
    closing = Closing.objects.standing().get()
    assert (closing.member, closing.by, closing.reason) == (zoe, admin, "By letter.")
    browser.post("/staff/network/closing/", {"action": "take_back", "_selected_action": closing.pk})
    assert not Closing.objects.standing().exists()
    assert browser.get(f"/staff/network/closing/{closing.pk}/change/").status_code == 200


def test_an_erasure_asked_twice_at_once_is_done_once():
    zoe = make_member(name=NAME)
    leave(zoe)
    before = Event.objects.count()
    assert actions.erase_due(now=LATER + timedelta(days=1)) == []
    assert Event.objects.count() == before


def test_the_control_finds_what_is_left(monkeypatch):
    """Without what forgets the name elsewhere, the search for it finds some."""
    zoe = lively()
    monkeypatch.setattr(registry, "_erases", [])
    leave(zoe)
    assert where_it_stands(NAME, EMAIL) != []


def test_what_is_counted_before_is_what_there_is():
    zoe = lively()
    page = queries.closing_page(zoe, NOW)
    counted = {str(line.label): line.count for line in page["stays"]}
    assert counted["posts"] == 1
    assert isinstance(Leaver(zoe.pk, NAME, (EMAIL,), NOW), Leaver)
