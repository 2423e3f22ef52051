import pytest

from network.directory.queries.matching import after, in_order, matching
from network.organisations.models import Organisation
from tests.factories.organisations import make_organisation


def names(text):
    return [row.name for row in in_order(matching(Organisation.objects.all(), text), text)]


@pytest.fixture
def three(db):
    make_organisation(name="Tidewrack Analytics", headline="Coastal modelling for ports")
    make_organisation(name="Blue Tide", about="株式会社 شركة البحر")
    make_organisation(name="Zed", headline="Ask about tide tables", city="Québec")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tide", ["Tidewrack Analytics", "Blue Tide", "Zed"]),
        ("TIDEWR", ["Tidewrack Analytics"]),
        ("wrack", ["Tidewrack Analytics"]),
        ("coastal por", ["Tidewrack Analytics"]),
        ("coastal zed", []),
        ("株式", ["Blue Tide"]),
        ("البحر", ["Blue Tide"]),
        ("québec", ["Zed"]),
        ("🚢", []),
        ('"', []),
        ("tide\x00", ["Tidewrack Analytics", "Blue Tide", "Zed"]),
        ("w" * 300, []),
        ("%", []),
        ("NOT", []),
    ],
)
def test_what_is_found_and_in_which_order(three, text, found):
    assert names(text) == found


@pytest.mark.django_db
def test_the_index_follows_changes():
    firm = make_organisation(name="Before")
    firm.services.create(category="SI", title="Sonar surveys")
    firm.name = "After"
    firm.save()
    assert names("before") == []
    assert names("after") == names("sonar") == ["After"]
    firm.delete()
    assert names("after") == []


@pytest.mark.django_db
def test_pages_by_key_hold_each_row_once():
    for name in ("beta", "Alpha", "alpha", "Gamma", "alpha", "Tide alpha"):
        make_organisation(name=name)
    for text in ("", "alpha"):
        rows = matching(Organisation.objects.all(), text) if text else Organisation.objects.all()
        ordered = in_order(rows, text)
        seen, key = [], 0
        while page := list(after(ordered, key)[:2]):
            seen += [row.pk for row in page]
            key = page[-1].pk
        assert seen == [row.pk for row in ordered]
    assert list(after(ordered, 999_999)) == list(ordered)
