from functools import partial

import pytest
from django.utils import timezone

from network.notices.views import outbox
from realtime.jobs.mail import Mail, send_once
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
DEMO = "tests.network.notices.demo_doors"


def write(number=1, to="ada@kontor.example", **more):
    words = {"subject": f"Hello {number}", "text": f"See http://localhost:8000/me/ & <b>{number}</b>", **more}
    send_once(key=f"k{number}", to=to, now=timezone.now(), **words)
    return Mail.objects.get(key=f"k{number}")


def test_outside_the_demo_there_is_no_outbox(client, log_in):
    write()
    for asking in (client, log_in(make_member())):
        assert asking.get("/outbox/").status_code == 404
        assert asking.get(f"/outbox/{Mail.objects.get().pk}/").status_code == 404


@pytest.mark.urls(DEMO)
def test_the_demos_mail_is_read_by_anybody_and_its_links_lead_here(client):
    mail = write()
    page = client.get("/outbox/").content.decode()
    assert "Everyone who opens the demo can read all of it" in page
    assert f'href="/outbox/{mail.pk}/"' in page
    letter = client.get(f"/outbox/{mail.pk}/").content.decode()
    assert 'href="/me/"' in letter
    assert "&lt;b&gt;1&lt;/b&gt;" in letter
    elsewhere = write(2, text="http://localhost:9999/notices/ http://localhost.example/x/")
    letter = client.get(f"/outbox/{elsewhere.pk}/").content.decode()
    assert 'href="/notices/"' in letter
    assert 'href="http://localhost.example/x/"' in letter
    assert client.get("/outbox/999999/").status_code == 404


@pytest.mark.urls(DEMO)
def test_what_a_mail_holds_is_never_run(client):
    mail = write(text='<script>alert(1)</script> http://x.example/"onmouseover=alert(1) javascript:alert(1)')
    letter = client.get(f"/outbox/{mail.pk}/").content.decode()
    assert "<script>alert" not in letter
    assert '"onmouseover' not in letter
    assert 'href="javascript' not in letter


@pytest.mark.urls(DEMO)
def test_mails_are_found_by_address_and_paged_by_key(client, monkeypatch):
    monkeypatch.setattr(outbox, "PAGE", 2)
    for number in range(5):
        write(number, to="bo@kontor.example" if number == 3 else "ada@kontor.example")
    assert [mail.subject for mail in client.get("/outbox/?to=BO@").context["mails"]] == ["Hello 3"]
    seen, address = [], "/outbox/"
    while True:
        context = client.get(address).context
        seen += [mail.subject for mail in context["mails"]]
        if not context["older"]:
            break
        address = f"/outbox/?before={context['older']}"
    assert seen == [f"Hello {number}" for number in (4, 3, 2, 1, 0)]
    for wrong in ("x", "9" * 40, "\x00"):
        assert client.get("/outbox/", {"before": wrong, "to": wrong}).status_code == 200


@pytest.mark.urls(DEMO)
def test_the_outbox_takes_the_same_queries_at_one_and_three(client, count_queries):
    write(1)
    one = count_queries(partial(client.get, "/outbox/"))
    write(2), write(3)
    assert count_queries(partial(client.get, "/outbox/")) == one
