import pytest
from django.contrib.auth.models import update_last_login
from modelsearch.models import IndexEntry

from network.directory.queries.matching import matching
from network.members.models import Member
from network.organisations.models import Organisation
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db
MAKERS = (make_member, make_organisation)


def found(model, words):
    return [row.name for row in matching(model.objects.all(), words)]


def test_what_is_searched_are_the_words_of_a_row():
    assert Member.searched == {"name", "headline", "about", "city", "country"}
    assert Organisation.searched == {"name", "headline", "about", "city", "country", "kind", "sector"}


@pytest.mark.parametrize("make", MAKERS)
def test_a_new_one_is_found_and_a_deleted_one_is_not(make):
    made = make(name="Tidewrack")
    assert found(type(made), "tidewrack") == ["Tidewrack"]
    made.delete()
    assert not found(type(made), "tidewrack")
    assert not IndexEntry.objects.filter(object_id=made.pk, content_type__model=made._meta.model_name).exists()


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("how", [{}, {"update_fields": ["name", "time_zone"]}])
def test_a_new_name_is_found_and_the_old_one_is_not(make, how):
    made = make(name="Tidewrack")
    made.name = "Seawall"
    made.save(**how)
    assert found(type(made), "seawall") == ["Seawall"]
    assert not found(type(made), "tidewrack")


def test_a_log_in_changes_no_word_and_costs_one_statement(django_assert_num_queries):
    member = make_member(name="Tidewrack")
    with django_assert_num_queries(1):
        update_last_login(None, member)
    assert found(Member, "tidewrack") == ["Tidewrack"]
