"""Offices of the house are drawn by the house: with a picture and a spoken word that no text of a member can make."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from ground.words.markdown import render
from ground.words.names import honest_line, honest_name
from landings.programmes.models import Officer
from network.forums.live.drawing import post_html
from network.forums.queries import post_piece
from network.members.models import Member
from tests.factories.forums import make_post
from tests.factories.landings_programmes import make_programme
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation

pytestmark = pytest.mark.django_db


def labels(member):
    return [str(office.label) for office in Member.objects.get(pk=member.pk).offices]


def holder(office):
    member = make_member(is_staff=office == "staff")
    if office == "commissioner":
        join(make_organisation("agency"), member)
    if office in Officer.Role.values:
        Officer.objects.create(programme=make_programme(), member=member, role=office)
    return member


@pytest.mark.parametrize(
    ("office", "said"),
    [
        ("", []),
        ("staff", ["Kontor staff"]),
        ("commissioner", ["Trade commissioner"]),
        ("officer", ["Programme officer"]),
        ("reviewer", []),
        ("finance", []),
    ],
)
def test_who_holds_an_office_is_known_and_reviewers_stay_unnamed(office, said):
    assert labels(holder(office)) == said


def test_a_member_of_a_firm_is_no_commissioner():
    member = make_member()
    join(make_organisation("firm"), member)
    assert labels(member) == []


def test_the_sign_is_a_picture_that_is_spoken():
    html = render_to_string("ui/_offices.html", {"offices": holder("staff").offices})
    assert re.search(r'<span class="office" title="Kontor staff">\s*<svg', html)
    assert "Kontor staff</span>" in html or 'aria-label="Kontor staff"' in html


def test_a_post_bears_the_sign_of_its_author():
    post = make_post(by=holder("officer"))
    html = post_html(post_piece(post.pk))
    assert html.count('class="office"') == 1
    assert 'title="Programme officer"' in html


@pytest.mark.parametrize("path", ["/network/?show=members", "/members/{}/"])
def test_lists_and_profiles_bear_it(log_in, path):
    member = holder("commissioner")
    page = log_in(make_member()).get(path.format(member.pk)).text
    assert page.count('class="office" title="Trade commissioner"') == 1


def test_a_list_asks_for_offices_once(django_assert_num_queries):
    for office in ("staff", "officer", "commissioner", "officer"):
        holder(office)
    with django_assert_num_queries(4):
        assert [len(member.offices) for member in Member.objects.order_by("pk").for_list() if member.offices]


@pytest.mark.parametrize(
    "text", ['<span class="office">x</span>', "<svg></svg>", '[x](/x "office")', "![x](/x.svg)", "<i class=office>"]
)
def test_no_text_draws_it(text):
    html = render(text)
    assert "<span" not in html
    assert "<svg" not in html
    assert "<img" not in html


@pytest.mark.parametrize("rule", [honest_name, honest_line])
@pytest.mark.parametrize("sign", ["✓", "✔", "✔️", "✅", "☑", "🛡️", "🎖️"])
def test_no_name_wears_what_looks_like_it(rule, sign):
    with pytest.raises(ValidationError):
        rule(f"Rosa Quispe {sign}")
