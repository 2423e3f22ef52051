"""Rows of the baseline, by the models of then: a small house in which something of nearly each kind has happened.

`make` is given a model's name and the values of a row, and gives the row.
"""

from datetime import date, time
from hashlib import sha256

from tests.house.baseline.landings import landings, money, show, signed
from tests.house.baseline.streams import AT, HASH, LATER, Streams


def fill(make):
    streams = Streams(make)
    people = members(make)
    houses = organisations(make, streams, people)
    replied = forum(make, streams, people)
    talks(make, streams, people, houses)
    show(make, streams, people, houses)
    landing = landings(make, streams, people, houses)
    money(make, people, landing)
    signed(make, streams, people, landing)
    delivery(make, people, replied)


def members(make):
    ada = make(
        "network.Member",
        email="ada@firm.example",
        name="Ada Ångström",
        password="!",
        country="CA",
        city="Montréal",
        time_zone="America/Toronto",
        language="fr",
        headline="Sells software",
        joined_at=AT,
        confirmed_at=AT,
    )
    otto = make("network.Member", email="otto@host.example", name="Otto Šimić", password="!", joined_at=AT)
    mia = make("network.Member", email="mia@agency.example", name="Mia Œuvre", password="!", is_staff=True)
    make("network.SpokenLanguage", member=ada, language="fr", level="C2")
    make("network.CalendarFeed", member=ada, secret_hash=HASH, made_at=AT)
    scopes = ["network:read", "forum:write"]
    make(
        "network.AccessToken", member=ada, name="Mirror", secret_hash=HASH, scopes=scopes, made_at=AT, expires_at=LATER
    )
    make("network.SignedIn", member=ada, key="k" * 32, device="Firefox", since=AT, seen_at=LATER)
    make("network.SecurityEvent", member=ada, kind="logged_in", at=AT, network="192.0.2.0")
    make("network.Tries", kind="log-in", address="ada@firm.example", caller="192.0.2.7", count=1.5, last_at=AT)
    make("network.Paper", kind="terms", language="fr", body="Mots.", html="<p>Mots.</p>", changed_by=mia, changed_at=AT)
    make("ground.IdempotencyKey", member=ada.pk, key="key-1", digest=HASH, result=17)
    return {"ada": ada, "otto": otto, "mia": mia}


def organisations(make, streams, people):
    def one(kind, name, slug, owner, **more):
        values = {"kind": kind, "name": name, "slug": slug, "country": "CA", "created_at": AT, **more}
        house = make("network.Organisation", stream=streams("organisation"), **values)
        make("network.Membership", organisation=house, member=owner, role="owner", title="Founder", joined_at=AT)
        return house

    firm = one("firm", "Élan Software", "elan", people["ada"], revenue=123_456_700, currency="CAD", employees=12)
    host = one("host", "Hafen 7", "hafen-7", people["otto"], country="DE", city="Hamburg")
    agency = one("agency", "Œuvre d’export", "oeuvre", people["mia"])
    make("network.ServiceLine", organisation=firm, category="SI2", title="Billing", description="For clinics.")
    make("network.Market", organisation=firm, country="DE", relation="sought")
    make("network.WorkingLanguage", organisation=firm, language="fr")
    make(
        "network.Invitation",
        organisation=firm,
        email="new@firm.example",
        role="staff",
        nonce="n" * 16,
        token_hash=HASH,
        invited_by=people["ada"],
        invited_at=AT,
        expires_at=LATER,
    )
    held = make("network.Dealing", kind="landing", subject=1, happened_on=date(2026, 10, 1), closes_on=date(2027, 1, 1))
    make("network.Party", dealing=held, side=1, organisation=firm)
    make("network.Party", dealing=held, side=2, organisation=host, member=people["otto"])
    return {"firm": firm, "host": host, "agency": agency}


def forum(make, streams, people):
    ada, otto = people["ada"], people["otto"]
    words = {"fr": {"name": "Allemagne"}}
    board = make(
        "network.Board",
        stream=streams("board"),
        name="Germany",
        slug="germany",
        about="Trade with it.",
        subject="market",
        thread_count=1,
        post_count=2,
        last_post_at=LATER,
        last_poster=otto,
        translations=words,
    )
    make("network.Listing", board=board, member=people["mia"], moderates_since=AT, listed_at=AT)
    make("network.BoardFollow", board=board, member=ada, followed_at=AT, caught_up_at=AT)
    stream, event = streams.with_event("thread", "thread.replied", {"post": 2}, otto.pk)
    thread = make(
        "network.Thread",
        stream=stream,
        board=board,
        kind="question",
        title="Which VAT?",
        author=ada,
        started_at=AT,
        last_number=2,
        last_post_at=LATER,
        last_poster=otto,
    )
    first = make(
        "network.Post", thread=thread, number=1, author=ada, body="*Which?*", html="<p>Which?</p>", written_at=AT
    )
    reply = make(
        "network.Post",
        thread=thread,
        number=2,
        author=otto,
        body="19 %",
        html="<p>19 %</p>",
        version=2,
        quoted=first,
        written_at=AT,
        edited_at=LATER,
    )
    make("network.PostVersion", post=reply, number=1, body="17 %", html="<p>17 %</p>", written_at=AT)
    make("network.Mention", post=reply, member=ada, name="Ada")
    make("network.Reaction", post=reply, member=ada, sign="insight", at=LATER)
    make("network.ReadMark", member=ada, thread=thread, number=1, at=AT)
    make("network.ThreadFollow", member=ada, thread=thread, level="watch", since=AT)
    make(
        "network.Report",
        stream=streams("report"),
        post=reply,
        board=board,
        member=ada,
        reason="wrong",
        words="It is 7 %.",
        reported_at=LATER,
    )
    thread.accepted_post, thread.accepted_at, thread.accepted_by = reply, LATER, ada
    thread.save()
    board.last_thread = thread
    board.save()
    return event


def talks(make, streams, people, houses):
    ada, otto, mia = (people[name] for name in ("ada", "otto", "mia"))
    path = "/introductions/1/"
    talk = make(
        "network.Conversation",
        stream=streams("conversation"),
        kind="introduction",
        title="Élan meets Hafen 7",
        path=path,
        opened_at=AT,
        last_at=LATER,
    )
    for member in (ada, otto):
        make("network.Participant", conversation=talk, member=member, joined_at=AT, seen_seq=1)
    make("network.Message", conversation=talk, author=ada, body="Grüß Gott", at=AT)
    make("network.Message", conversation=talk, author=otto, body="", at=LATER, taken_back_at=LATER)
    brought = make(
        "network.Introduction",
        stream=streams("introduction"),
        agency=houses["agency"],
        commissioner=mia,
        firm=houses["firm"],
        blurb="Both want clinics.",
        proposed_at=AT,
        expires_at=LATER,
        agreed_at=LATER,
        conversation=talk,
    )
    for member in (ada, otto):
        made = {"introduction": brought, "member": member, "digest": sha256(member.email.encode()).hexdigest()}
        make("network.Side", answer="yes", answered_at=LATER, asked_at=AT, remind_at=LATER, nonce="n" * 16, **made)
    make(
        "network.MeetingTime",
        introduction=brought,
        suggested_by=ada,
        starts_at=LATER,
        minutes=45,
        suggested_at=AT,
        accepted_by=otto,
        accepted_at=LATER,
    )


def delivery(make, people, event):
    ada = people["ada"]
    mail = make(
        "realtime.Mail",
        key="notice-1",
        member=ada.pk,
        to=ada.email,
        subject="Une réponse",
        text="Otto …",
        headers={"List-Id": "kontor"},
        writer="notices",
        about="thread-1",
        made_at=AT,
        due_at=LATER,
    )
    said = {"kind": "replied", "params": {"by": "Otto"}, "path": "/threads/1/", "about": "thread-1"}
    make("realtime.Notice", recipient=ada.pk, event=event, at=AT, mail=mail, **said)
    make("realtime.Job", event=event, handler="network.forums.notices.replied", due_at=AT, attempts=2, error="Away")
    make("realtime.Tray", stream=make("realtime.Stream", kind="tray"), member=ada.pk)
    make("realtime.Muted", member=ada.pk, kind="replied", medium="mail")
    make("realtime.MailHours", member=ada.pk, quiet_from=time(22), quiet_until=time(7))
