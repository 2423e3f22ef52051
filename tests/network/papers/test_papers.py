"""Terms, privacy and contact: the operator's words, in the reader's language, and nothing where there are none."""

import pytest
from django.urls import reverse
from django.utils import timezone

from network.papers import actions, queries
from network.papers.models import Paper
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def write(kind, language, body):
    return actions.write(kind=kind, language=language, body=body, by=None, now=NOW)


@pytest.mark.parametrize("kind", [kind.value for kind in Paper.Kind])
def test_what_nobody_has_written_is_not_there_and_staff_are_told_whose_it_is(client, log_in, kind):
    assert client.get(f"/{kind}/").status_code == 404
    assert log_in(make_member()).get(f"/{kind}/").status_code == 404
    page = log_in(make_member(is_staff=True)).get(f"/{kind}/")
    assert page.status_code == 200
    assert "for an administrator of this site to write" in page.content.decode()
    assert f'href="/{kind}/"' not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("written", "asked", "said"),
    [
        (["en", "fr", "es"], "fr", "fr"),
        (["en", "fr", "es"], "en", "en"),
        (["en", "es"], "fr", "en"),
        (["fr", "es"], "en", "es"),
    ],
)
def test_a_paper_is_read_in_ones_own_language_else_in_the_sites_else_in_any(client, written, asked, said):
    for code in written:
        write("terms", code, f"Words in **{code}**.")
    page = client.get("/terms/", headers={"accept-language": asked}).content.decode()
    assert f"Words in <strong>{said}</strong>." in page
    assert f'lang="{said}"' in page
    assert 'href="/terms/"' in page


def test_writing_again_puts_the_new_words_in_place(client):
    write("contact", "en", "Ring the bell.")
    write("contact", "en", "Knock. <script>alert(1)</script>")
    page = client.get("/contact/").content.decode()
    assert "Knock." in page
    assert "Ring the bell." not in page
    assert "<script>alert" not in page
    assert Paper.objects.count() == 1


def test_an_administrator_writes_them_among_the_staffs_pages(log_in):
    ada = make_member(is_staff=True, is_superuser=True)
    browser, add = log_in(ada), reverse("admin:network_paper_add")
    assert 'value="terms" selected' in browser.get(f"{add}?kind=terms").content.decode()
    words = {"kind": "terms", "language": "en", "body": "Be *kind*."}
    assert browser.post(add, words).status_code == 302
    paper = Paper.objects.get()
    assert (paper.html.strip(), paper.changed_by) == ('<p dir="auto">Be <em>kind</em>.</p>', ada)
    assert "already exists" in browser.post(add, words).content.decode()
    browser.post(reverse("admin:network_paper_change", args=[paper.pk]), {"body": "Be fair."})
    assert Paper.objects.get().html.strip() == '<p dir="auto">Be fair.</p>'
    assert queries.missing() == [Paper.Kind.PRIVACY, Paper.Kind.CONTACT]
    browser.post(reverse("admin:network_paper_delete", args=[paper.pk]), {"post": "yes"})
    assert queries.written() == []
