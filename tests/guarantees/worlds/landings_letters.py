from datetime import timedelta

from django.utils import timezone

from landings.letters.models import PersonalLink
from tests.factories.landings_applications import make_application
from tests.factories.landings_hosts import make_offer, make_site
from tests.factories.landings_letters import mail_letter, make_due_letter, sign_letter
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_programme
from tests.guarantees.worlds import World, stream_world, world


def cast_landing(cast):
    """A landing that the cast's founder, host and officer share."""
    for role in ("founder", "host", "officer"):
        cast.member(role)
    programme = cast.once("programme", make_programme)
    firm, host = cast.once("firm", lambda: None), cast.once("host", lambda: None)
    founder = cast.member("founder")
    application = make_application(programme, applicant=founder, firm=firm, state="accepted")
    return make_landing(application, make_offer(make_site(host=host)))


def _letters(cast):
    return make_due_letter(cast_landing(cast)), make_due_letter()


def _shared(cast, key, value_of, roles=("founder", "host", "officer")):
    mine, other = _letters(cast)
    own = {role: {key: value_of(mine)} for role in roles}
    return World(own=own, other={key: value_of(other)}, absent={key: 999_999_999})


@world("letter_id")
def letter(cast):
    return _shared(cast, "letter_id", lambda letter: letter.pk)


@world(route="landings:send-letter")
def send(cast):
    found = _shared(cast, "letter_id", lambda letter: letter.pk, roles=("founder", "officer"))
    found.hidden = False
    return found


@world(route="landings:write-letter")
def write(cast):
    found = _shared(cast, "letter_id", lambda letter: letter.pk, roles=("founder",))
    found.data = {"do": "save"}
    return found


@world(route="landings:letter-pdf")
def pdf(cast):
    mine, other = _letters(cast)
    for letter in (mine, other):
        sign_letter(letter, revenue=1)
    own = {role: {"letter_id": mine.pk, "number": 1} for role in ("founder", "host", "officer")}
    return World(own=own, other={"letter_id": other.pk, "number": 1}, absent={"letter_id": mine.pk, "number": 9})


@stream_world("letter")
def stream(cast):
    return _shared(cast, "stream_id", lambda letter: letter.stream_id)


def _by_link(cast):
    link = mail_letter(make_due_letter())
    PersonalLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() + timedelta(days=7))
    return World(own={"visitor": {"token": link.token}}, absent={"token": "nothing"}, data={"do": "save"})


for name in ("letter-link", "renew-letter", "decline-letter"):
    world(route=f"landings:{name}")(_by_link)


@world(route="landings:letter-link-pdf")
def pdf_by_link(cast):
    letter = make_due_letter()
    link = mail_letter(letter)
    sign_letter(letter, revenue=1)
    PersonalLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() + timedelta(days=7))
    return World(own={"visitor": {"token": link.token}}, absent={"token": "nothing"})


@world("seal")
def seal(cast):
    signed = sign_letter(make_due_letter(), revenue=1)
    return World(own={"visitor": {"seal": signed.seal}}, absent={"seal": "nothing"})


def _programme(cast):
    hidden = make_programme(published_at=None)
    return World(other={"slug": make_programme().slug}, absent={"slug": "nothing"}, closed={"slug": hidden.slug})


for name in ("impact", "impact-json", "impact-csv"):
    world(route=f"landings:{name}")(_programme)
