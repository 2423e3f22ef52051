from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from landings.letters import actions, rules
from landings.letters.models import Letter, Measure
from network.followups.models import SENDS
from network.signing.models import SealedText
from realtime.jobs.mail import Mail
from realtime.jobs.queue import run_all
from realtime.notices import Notice
from realtime.streams import broken_links
from tests.factories.landings_letters import answers, mail_letter, make_due_letter, sign_letter
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("home", "due"),
    [
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
        (date(2025, 12, 31), date(2026, 12, 31)),
    ],
)
def test_twelve_months_after_the_return(home, due):
    landing = make_landing()
    landing.ends_on = home
    assert rules.due_on(landing, 12) == due


def test_a_letter_falls_due_once_on_its_day():
    letter = make_due_letter()
    noon = letter.raised_at
    Letter.objects.all().delete()
    assert actions.raise_due(now=noon - timedelta(days=1)) == 0
    assert [actions.raise_due(now=noon) for _ in range(2)] == [1, 0]


def test_a_cancelled_landing_owes_no_letter():
    landing = make_landing()
    type(landing).objects.update(cancelled_at=landing.placed_at)
    with pytest.raises(Letter.DoesNotExist):
        make_due_letter(landing)


def test_it_is_mailed_weekly_four_times_at_most_each_time_by_a_new_link():
    letter = make_due_letter()
    tokens = {mail_letter(letter).token for _ in range(SENDS)}
    assert len(tokens) == SENDS
    assert actions.send_due(now=letter.raised_at + timedelta(days=365)) == 0
    run_all(now=letter.raised_at + timedelta(days=365))
    assert Mail.objects.filter(key__startswith=f"letter-{letter.pk}-").count() == SENDS


@pytest.mark.parametrize("state", ["due", "declined", "signed"])
def test_however_late_whoever_asks_gets_a_link_and_the_letter_can_be_signed(state):
    """Mailed four times, years ago, with every link expired: a letter can always be signed, or corrected."""
    letter = make_due_letter()
    for _ in range(SENDS):
        link = mail_letter(letter)
    if state == "declined":
        actions.decline(letter.pk, now=letter.raised_at)
    if state == "signed":
        sign_letter(letter, revenue=5)
    late = letter.raised_at + timedelta(days=3 * 365)
    founder = letter.landing.application.applicant
    actions.send_again(letter.pk, by=founder, now=late)
    actions.renew_link(link.pk, now=late + timedelta(days=8))
    run_all(now=late + timedelta(days=9))
    letter.refresh_from_db()
    assert (letter.sends, letter.links.count()) == (SENDS, SENDS + 2)
    assert Mail.objects.filter(key__startswith=f"letter-{letter.pk}-", to=founder.email).count() == SENDS + 2
    assert sign_letter(letter, now=late + timedelta(days=9), revenue=7).is_whole
    assert actions.send_due(now=late + timedelta(days=99)) == 0


def test_asking_does_not_use_up_the_reminders_nor_does_it_bring_two_mails_at_once():
    letter = make_due_letter()
    first = mail_letter(letter)
    asked = first.made_at + timedelta(days=6)
    actions.send_again(letter.pk, by=letter.landing.application.applicant, now=asked)
    letter.refresh_from_db()
    assert (letter.sends, letter.next_send_at) == (1, asked + timedelta(days=7))
    with pytest.raises(ValidationError, match="within the last hour"):
        actions.renew_link(first.pk, now=asked + timedelta(minutes=59))
    assert actions.renew_link(first.pk, now=asked + timedelta(minutes=61)).links.count() == 3


def test_asked_for_links_call_nobody():
    """The host is asked to call after three reminders in vain, not because the firm asked for a link."""
    letter = make_due_letter()
    for day in range(5):
        actions.send_again(
            letter.pk, by=letter.landing.application.applicant, now=letter.raised_at + timedelta(days=day)
        )
    run_all(now=letter.raised_at + timedelta(days=9))
    assert not Notice.objects.filter(kind="letter.silent").exists()


def test_a_link_goes_to_who_asks_of_the_firm_and_to_somebody_of_it_when_its_founder_left():
    letter = make_due_letter()
    firm, founder = letter.landing.firm, letter.landing.application.applicant
    colleague, officer = make_member(), make_officer(letter.landing.programme)
    firm.memberships.create(member=colleague)
    for hours, asker in enumerate((colleague, officer, officer)):
        if hours == 2:
            firm.memberships.filter(member=founder).delete()
        actions.send_again(letter.pk, by=asker, now=letter.raised_at + timedelta(hours=2 * hours))
        run_all(now=letter.raised_at + timedelta(hours=2 * hours))
    mails = Mail.objects.filter(key__startswith=f"letter-{letter.pk}-").order_by("pk")
    assert [mail.to for mail in mails] == [colleague.email, founder.email, colleague.email]


def test_after_the_third_silence_the_host_is_asked_to_call():
    host = make_member()
    landing = make_landing()
    landing.host.memberships.create(member=host)
    letter = make_due_letter(landing)
    for _ in range(SENDS):
        mail_letter(letter)
    run_all(now=letter.raised_at + timedelta(days=365))
    assert Notice.objects.filter(recipient=host.pk, kind="letter.silent").count() == 1


def test_signing_seals_and_stops_the_mail():
    letter = make_due_letter()
    mail_letter(letter)
    signed = sign_letter(letter, revenue=12_000_00, hires=2)
    assert signed.is_whole
    assert actions.send_due(now=letter.raised_at + timedelta(days=30)) == 0
    assert dict(Measure.objects.filter(value__gt=0).values_list("key", "value")) == {"revenue": 12_000_00, "hires": 2}
    assert signed.seal in str(letter.stream.events.last().payload)
    assert broken_links(letter.landing.stream) == []


def test_a_double_click_signs_once_and_a_correction_is_a_new_version():
    letter = make_due_letter()
    for _ in range(2):
        first = sign_letter(letter, revenue=100)
    second = sign_letter(letter, revenue=200)
    assert list(SealedText.objects.values_list("number", flat=True)) == [1, 2]
    assert second.document["after"] == first.seal


def test_a_changed_document_breaks_its_seal():
    signed = sign_letter(make_due_letter(), revenue=100)
    signed.document["answers"][0]["value"] = 1_000_000
    signed.save()
    assert not SealedText.objects.get().is_whole


@pytest.mark.parametrize("missing", [{"name": " "}, {"title": ""}, {"answers": []}])
def test_an_unsigned_letter_is_refused(missing):
    letter = make_due_letter()
    said = {"answers": answers(revenue=1), "name": "Ada", "title": "CEO", **missing}
    with pytest.raises(ValidationError):
        actions.sign(letter.pk, now=letter.raised_at, **said)


def test_declining_ends_the_mail_but_leaves_the_door_open():
    letter = make_due_letter()
    mail_letter(letter)
    actions.decline(letter.pk, now=letter.raised_at)
    assert actions.send_due(now=letter.raised_at + timedelta(days=30)) == 0
    sign_letter(letter, revenue=5)
    with pytest.raises(ValidationError):
        actions.decline(letter.pk, now=letter.raised_at)


def test_a_stranger_cannot_have_it_sent():
    letter = make_due_letter()
    with pytest.raises(PermissionDenied):
        actions.send_again(letter.pk, by=make_member(), now=letter.raised_at)
