"""Of each thing that happens to a letter: who hears of it in what words, who is mailed, and for whom it waits."""

from copy import deepcopy
from datetime import timedelta
from types import SimpleNamespace

import pytest

from landings.letters import actions
from landings.letters.models import Letter
from landings.placements.models import Landing
from network.desk import actions as desk
from network.followups.models import SENDS
from realtime.jobs.mail import Mail
from realtime.jobs.queue import run_all
from realtime.notices import Notice
from tests.factories.desk import on_desk
from tests.factories.landings_letters import mail_letter, make_due_letter, sign_letter
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer
from tests.factories.members import make_member
from tests.factories.organisations import join

DAY = timedelta(days=1)
FIRM = {"founder", "colleague"}
TO_CALL = {"host", "commissioner"}


@pytest.fixture(scope="module")
def drawn(module_transaction):
    landing = make_landing()
    programme = landing.programme
    people = {
        "founder": landing.application.applicant,
        "colleague": make_member(),
        "officer": make_officer(programme),
        "finance": make_officer(programme, make_member(), role="finance"),
        "reviewer": make_officer(programme, role="reviewer"),
        "host": make_member(),
        "commissioner": make_member(),
        "stranger": make_member(),
    }
    join(landing.firm, people["colleague"])
    join(landing.host, people["host"], role="owner")
    Landing.objects.filter(pk=landing.pk).update(commissioner=people["commissioner"])
    letter = make_due_letter(landing)
    run_all(now=letter.raised_at)
    return SimpleNamespace(letter=letter, people=people, firm=landing.firm.name, now=letter.raised_at)


@pytest.fixture
def drawing(drawn, db):
    copy = deepcopy(drawn)
    copy.letter = Letter.objects.for_list().get(pk=copy.letter.pk)
    return copy


def heard(drawing, act):
    """Who is told by what is done now: their one sentence each."""
    before = set(Notice.objects.values_list("pk", flat=True))
    act()
    run_all(now=drawing.now + 365 * DAY)
    names = {member.pk: name for name, member in drawing.people.items()}
    fresh = [notice for notice in Notice.objects.order_by("pk") if notice.pk not in before]
    assert len(fresh) == len({notice.recipient for notice in fresh})
    return {names[notice.recipient]: notice.sentence.replace(drawing.firm, "FIRM") for notice in fresh}


def mails(letter):
    rows = Mail.objects.filter(key__startswith=f"letter-{letter.pk}-").order_by("pk")
    return [(mail.key.rsplit("-", 1)[1], mail.to) for mail in rows]


DUE = dict.fromkeys(FIRM, "Your 12-month letter about Rotterdam is due.")
CALL = dict.fromkeys(TO_CALL, "FIRM has not answered its letter about Rotterdam: a call may help.")
SIGNED = dict.fromkeys({"officer", "host"}, "FIRM signed its 12-month letter about Rotterdam.")


def test_each_reminder_tells_the_firm_and_with_the_fourth_others_are_asked_to_call(drawing):
    told = [heard(drawing, lambda: mail_letter(drawing.letter)) for _ in range(SENDS)]
    assert told == [DUE, DUE, DUE, {**DUE, **CALL}]
    founder = drawing.people["founder"].email
    assert mails(drawing.letter) == [(str(number), founder) for number in range(1, SENDS + 1)]


def test_the_mail_goes_to_the_founder_in_their_language_with_the_link_that_opens_it(drawing):
    type(drawing.people["founder"]).objects.filter(pk=drawing.people["founder"].pk).update(language="fr")
    link = mail_letter(drawing.letter)
    run_all(now=drawing.now + DAY)
    mail = Mail.objects.get(key=f"letter-{drawing.letter.pk}-1")
    assert f"/letters/by/{link.token}/" in mail.text and f"/letters/by/{link.token}/" in mail.html
    assert mail.subject != "What came of Rotterdam? Your 12-month letter" and "Rotterdam" in mail.subject


@pytest.mark.parametrize(
    ("asks", "told", "to"),
    [
        # Whoever asks is not told of what they asked for.
        ("founder", {"colleague"}, "founder"),
        ("colleague", {"founder"}, "colleague"),
        ("officer", FIRM, "founder"),
        ("finance", FIRM, "founder"),
    ],
)
def test_a_link_that_somebody_asks_for_is_mailed_to_who_signs_and_told_to_the_rest(drawing, asks, told, to):
    letter, member = drawing.letter, drawing.people[asks]
    found = heard(drawing, lambda: actions.send_again(letter.pk, by=member, now=drawing.now + DAY))
    assert found == dict.fromkeys(told, DUE["founder"])
    assert mails(letter) == [("1", drawing.people[to].email)]


def test_who_holds_an_old_link_has_the_new_one_mailed_to_the_firm_alone(drawing):
    link = mail_letter(drawing.letter)
    found = heard(drawing, lambda: actions.renew_link(link.pk, now=drawing.now + 400 * DAY))
    assert found == DUE
    assert {to for _number, to in mails(drawing.letter)} == {drawing.people["founder"].email}


def test_a_signature_and_each_correction_are_told_to_the_officers_and_the_host(drawing):
    assert heard(drawing, lambda: sign_letter(drawing.letter, revenue=5)) == SIGNED
    assert heard(drawing, lambda: sign_letter(drawing.letter, revenue=5)) == {}
    assert heard(drawing, lambda: sign_letter(drawing.letter, now=drawing.now + DAY, revenue=6)) == SIGNED


def test_a_no_is_told_to_nobody_and_takes_back_what_was_asked(drawing):
    for _ in range(SENDS):
        mail_letter(drawing.letter)
    run_all(now=drawing.now + 60 * DAY)
    asked = Notice.objects.unread().filter(kind__in=["letter.due", "letter.silent"])
    assert {notice.kind for notice in asked} == {"letter.due", "letter.silent"}
    assert heard(drawing, lambda: actions.decline(drawing.letter.pk, now=drawing.now + 61 * DAY)) == {}
    assert not asked.all().exists()


def test_a_signature_takes_back_what_was_asked(drawing):
    for _ in range(SENDS):
        mail_letter(drawing.letter)
    run_all(now=drawing.now + 60 * DAY)
    sign_letter(drawing.letter, now=drawing.now + 61 * DAY, revenue=5)
    run_all(now=drawing.now + 62 * DAY)
    unread = Notice.objects.unread().filter(kind__startswith="letter.")
    assert set(unread.values_list("kind", flat=True)) == {"letter.signed"}


# What waits


def desks(drawing):
    assert not desk.mend(now=drawing.now)
    return {name: on_desk(member, drawing.now) for name, member in drawing.people.items()}


@pytest.mark.parametrize(
    ("step", "waits"),
    [
        (lambda d: None, FIRM),
        (lambda d: mail_letter(d.letter), FIRM),
        (lambda d: sign_letter(d.letter), set()),
        (lambda d: actions.decline(d.letter.pk, now=d.now), set()),
    ],
    ids=["due", "mailed", "signed", "declined"],
)
def test_a_letter_waits_for_the_firm_until_it_is_answered(drawing, step, waits):
    desk.mend(now=drawing.now)
    step(drawing)
    run_all(now=drawing.now)
    line = "Write your letter about Rotterdam"
    assert {name for name, lines in desks(drawing).items() if line in lines} == waits
