"""Nothing with a member in it is forgotten: it is given or it is said why not; it goes or it is said why not.

A feature says so in its `holdings.py`, which its area's wiring adds (docs/architecture.md).
"""

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from network.members.models import Member, SpokenLanguage
from network.mydata.registry import Holding, Holdings, add, all_holdings, gone

# What holds a member's key where the table must not know of members.
KEYS = {"member", "member_id", "recipient", "actor", "user_id", "author_id", "owner_id", "by_id"}
NOT_A_MEMBER = {("ground.Account", "owner_id")}
"""`owner_id` of an account of the ledger: a programme, a grant, a firm."""


def columns_of_members():
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if not field.concrete or field.many_to_many:
                continue
            is_key = isinstance(field, models.BigIntegerField | models.IntegerField) and field.name in KEYS
            if field.related_model is Member or is_key:
                yield model, field.name


def held():
    return {(one.model, name) for each in all_holdings() for one in each.those for name in one.of}


def test_every_column_with_a_member_is_held_by_some_feature():
    known = held()
    forgotten = sorted(
        f"{model._meta.label}.{name}"
        for model, name in columns_of_members()
        if (model, name) not in known and (model._meta.label, name) not in NOT_A_MEMBER
    )
    assert forgotten == [], "say it in the feature's holdings.py: see network/mydata/registry.py"


def test_none_is_held_that_is_not_there():
    there = set(columns_of_members()) | {(Member, "pk")}
    assert [f"{model.__name__}.{name}" for model, name in held() if (model, name) not in there] == []


def test_what_is_given_are_columns():
    for each in all_holdings():
        for one in each.those:
            for name in (*one.gives, *(two for two in (one.file, one.file_name) if two)):
                assert column(one.model, name) is not None, f"{one.model.__name__}: {name}"


def column(model, path):
    for step in path.split("__"):
        try:
            field = model._meta.get_field(step)
        except FieldDoesNotExist:
            field = model._meta.get_field(step.removesuffix("_id"))
        model = field.related_model or model
    return field


SECRET = {"password", "secret_hash", "secret", "nonce", "digest", "token_hash", "key", "data", "mark", "is_superuser"}


def test_no_secret_is_given():
    given = {(one.model, name) for each in all_holdings() for one in each.those for name in one.gives}
    told = {(model.__name__, name) for model, name in given if name.rpartition("__")[2] in SECRET}
    # The digest of a PDF is printed on it, so that anybody can compare.
    assert told == {("SealedPdf", "digest")}


@pytest.mark.parametrize(
    "words",
    [
        {"goes": gone},
        {"because": "nobody asked"},
        {"name": "rows", "gives": ("language",)},
        {"gives": ("language",), "goes": gone},
        {"name": "rows", "gives": ("language",), "because": "both", "goes": gone},
    ],
)
def test_a_holding_leaves_no_question_open(words):
    with pytest.raises(ValueError):
        Holding(SpokenLanguage, of=("member",), **words)


def test_whose_it_is_is_said_once():
    with pytest.raises(ValueError):
        Holding(SpokenLanguage, because="nobody's", goes=gone)


def test_a_name_is_given_once():
    with pytest.raises(ValueError):
        add(Holdings("profile", "Profile", ()))
