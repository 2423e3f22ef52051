import pytest
from django.db import IntegrityError, transaction

from ground.web import idempotency


@pytest.mark.django_db
def test_a_key_remembers_what_it_made():
    assert idempotency.earlier(1, "k", "body") is None
    idempotency.keep(1, "k", "body", result=5)
    assert idempotency.earlier(1, "k", "body") == 5
    assert idempotency.earlier(2, "k", "body") is None


@pytest.mark.django_db
def test_a_key_with_another_body_is_refused():
    idempotency.keep(1, "k", "body", result=5)
    with pytest.raises(idempotency.KeyReused):
        idempotency.earlier(1, "k", "other")


@pytest.mark.django_db
def test_the_database_refuses_a_second_use():
    idempotency.keep(1, "k", "body", result=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        idempotency.keep(1, "k", "body", result=6)
