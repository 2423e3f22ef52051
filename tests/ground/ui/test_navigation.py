"""The sections of the bar, with areas of the test's own: no feature is needed for them."""

from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path, resolve

from ground.ui import navigation
from ground.ui.navigation import EVERYBODY, VISITORS, Entry, Section, add_entries, add_sections, sections_for


def page(request):
    return HttpResponse()


NAMES = ["welcome", "feed", "desk", "directory", "goods", "orders"]
urlpatterns = [path(f"{name}/", page, name=name) for name in NAMES]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def none_yet(monkeypatch):
    monkeypatch.setattr(navigation, "_sections", {})
    monkeypatch.setattr(navigation, "_entries", [])
    add_sections(Section("find", "Find", "search", rank=20), Section("home", "Home", "house", rank=10))
    add_entries(
        Entry("home", "Desk", "desk", ("desk",), rank=20),
        Entry("home", "Feed", "feed", ("feed", __name__), rank=10),
        Entry("home", "Welcome", "welcome", ("welcome",), rank=10, audience=VISITORS),
        Entry("find", "Directory", "directory", ("directory",), rank=10, audience=EVERYBODY),
    )


def seen(where, *, member=True):
    request = RequestFactory().get(where)
    request.resolver_match = resolve(where)
    request.user = SimpleNamespace(is_authenticated=member)
    return {
        section.label: (
            section.url,
            section.current,
            section.only,
            [(one.label, one.current) for one in section.entries],
        )
        for section in sections_for(request)
    }


def test_a_member_has_the_sections_in_their_order_and_the_current_page_is_marked():
    assert list(seen("/desk/").items()) == [
        ("Home", ("/feed/", "true", "", [("Feed", ""), ("Desk", "page")])),
        ("Find", ("/directory/", "", "", [("Directory", "")])),
    ]


def test_a_visitor_has_what_is_for_visitors():
    assert seen("/welcome/", member=False) == {
        "Home": ("/welcome/", "page", "", [("Welcome", "page")]),
        "Find": ("/directory/", "", "", [("Directory", "")]),
    }


def test_a_page_that_is_no_entry_belongs_to_its_modules():
    assert seen("/goods/")["Home"] == ("/feed/", "true", "", [("Feed", "true"), ("Desk", "")])


def test_what_no_route_leads_to_is_left_out():
    add_sections(Section("learn", "Learn", "book", rank=70))
    add_entries(Entry("learn", "Courses", "courses", ("courses",), rank=10))

    assert list(seen("/feed/")) == ["Home", "Find"]


def test_an_area_adds_its_section_and_a_phone_has_it_under_another():
    add_sections(Section("trade", "Trade", "scale", rank=60, on_phones_under="find"))
    add_entries(
        Entry("trade", "Goods", "goods", ("goods",), rank=10), Entry("trade", "Orders", "orders", ("orders",), rank=20)
    )

    shown = seen("/orders/")

    assert shown["Trade"] == ("/goods/", "true", "wide", [("Goods", ""), ("Orders", "page")])
    assert shown["Find"] == ("/directory/", "", "", [("Directory", ""), ("Trade", "true")])


def test_a_name_is_taken_once():
    with pytest.raises(ValueError, match="called find"):
        add_sections(Section("find", "Find", "search", rank=5))
