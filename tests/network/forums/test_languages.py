"""Boards are named in the reader's language where a moderator of the house gave it words."""

import pytest
from django.test import Client
from django.urls import reverse

from network.forums.models import Board
from tests.factories.forums import make_board, make_thread
from tests.factories.members import make_member

FRENCH = {"fr": {"Europe and beyond": "L’Europe et au-delà", "The single market.": "Le marché unique."}}


@pytest.fixture
def board(db):
    return make_board(name="Europe and beyond", about="The single market.", translations=FRENCH)


def page(member, address):
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(address).content.decode()


@pytest.mark.parametrize("path", ["", "board", "thread"])
def test_a_board_is_named_in_the_readers_language(board, path):
    thread = make_thread(board=board)
    address = {"": "/forums/", "board": board.get_absolute_url(), "thread": thread.get_absolute_url()}[path]

    french, english = page(make_member(language="fr"), address), page(make_member(language="en"), address)

    assert "L’Europe et au-delà" in french
    assert "Europe and beyond" not in french
    assert "Europe and beyond" in english


@pytest.fixture
def staff(client, db):
    keeper = make_member(is_staff=True, is_superuser=True)
    client.force_login(keeper, backend="django.contrib.auth.backends.ModelBackend")
    return client


def typed(**more):
    plain = {"name": "Europe and beyond", "slug": "europe", "about": "The single market.", "subject": "market"}
    return {**plain, "icon": "globe", "audience": "public", "voices": "readers", "place": 10, **more}


def test_the_staff_give_a_board_words_in_other_languages(staff):
    answer = staff.post(reverse("admin:network_board_add"), typed(name_fr="L’Europe", about_es="El mercado único."))

    assert answer.status_code == 302
    assert Board.objects.get(slug="europe").translations == {
        "fr": {"Europe and beyond": "L’Europe"},
        "es": {"The single market.": "El mercado único."},
    }


def test_the_form_comes_back_with_the_words_and_rewording_lets_them_go(staff, board):
    address = reverse("admin:network_board_change", args=[board.pk])

    shown = staff.get(address).content.decode()
    staff.post(address, typed(slug=board.slug, name="Europe", name_fr="", about_fr="Le marché unique."))
    board.refresh_from_db()

    assert 'value="L’Europe et au-delà"' in shown
    assert board.translations == {"fr": {"The single market.": "Le marché unique."}}
