import pytest
from django.db import IntegrityError, transaction

from realtime import receipts


@pytest.mark.django_db
def test_a_key_remembers_what_it_made():
    assert receipts.earlier(1, "k", "body") is None
    receipts.keep(1, "k", "body", result=5)
    assert receipts.earlier(1, "k", "body") == 5
    assert receipts.earlier(2, "k", "body") is None


@pytest.mark.django_db
def test_a_key_with_another_body_is_refused():
    receipts.keep(1, "k", "body", result=5)
    with pytest.raises(receipts.KeyReused):
        receipts.earlier(1, "k", "other")


@pytest.mark.django_db
def test_the_database_refuses_a_second_use():
    receipts.keep(1, "k", "body", result=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        receipts.keep(1, "k", "body", result=6)
