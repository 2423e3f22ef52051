"""No field of one line takes a line end, whatever form or table it belongs to."""

import importlib
import pkgutil

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

OURS = ("network", "events", "landings", "realtime", "config", "ground")
# Numbers, amounts, codes, log-ins and searches, which are read and not kept as typed.
READ = {"AmountField", "CountField", "code", "username", "q", "author"}
# Columns that nobody writes a line into: codes, keys and hashes, by their name; what the machinery says, and short
# texts of several lines.
CODES = {
    *("currency", "language", "sector", "category", "kind", "key", "fact", "handler", "trigger", "time_zone", "epoch"),
    *("digest", "nonce", "salt", "hash", "last_hash", "secret_hash", "token_hash", "receipt_digest", "seal", "mark"),
    *(
        "address",
        "caller",
        "device",
        "about",
        "about_kind",
        "owner_kind",
        "group_kind",
        "party",
        "purpose",
        "reason",
        "writer",
        "password",
        "path",
        "to",
        "subject",
        "holidays_of",
        "rate_source",
        "receipt_type",
    ),
}
TEXTS = {
    "ground.LooseFile.name",
    *("landings.Advance.sent_back_reason", "landings.Claim.changes_wanted", "landings.Claim.decline_reason"),
    *(
        "landings.Grant.note",
        "landings.Item.outcome",
        "landings.Landing.cancel_reason",
        "landings.Match.decline_reason",
    ),
    *("landings.Match.note", "landings.Measure.note", "network.Mention.name", "network.Report.words"),
    *("landings.PublishedSum.cell", "landings.PublishedSum.measure", "network.SearchWord.text"),
    *("network.Consent.choice", "network.Consent.version", "network.Draft.title"),
    *("network.ComparedSource.name", "network.ComparedSource.signature"),
    *("network.SecurityEvent.detail", "network.SecurityEvent.network", "network.SecurityEvent.zone"),
    *("network.SignedIn.network", "network.SignedIn.zone"),
}


def modules():
    for area in OURS:
        package = importlib.import_module(area)
        for found in pkgutil.walk_packages(package.__path__, f"{area}."):
            if ".migrations" not in found.name and ".settings" not in found.name and "celery" not in found.name:
                yield importlib.import_module(found.name)


def every_form():
    list(modules())
    waiting, found = [forms.BaseForm], {}
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            if kind.__module__.split(".")[0] in OURS:
                found[f"{kind.__module__}.{kind.__qualname__}"] = kind
    return found


def lines_of(form):
    for name, field in form.base_fields.items():
        free = isinstance(field, forms.CharField) and isinstance(field.widget, forms.TextInput)
        if (
            free
            and not isinstance(field, (forms.EmailField, forms.URLField))
            and not {type(field).__name__, name} & READ
        ):
            yield name, field


FIELDS = {f"{where}.{name}": field for where, form in every_form().items() for name, field in lines_of(form)}


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85", "\x0b"])
def test_a_form_takes_no_line_end_in_a_line(field, end):
    with pytest.raises(ValidationError):
        field.clean(f"New{end}Line"[: field.max_length])


def test_the_forms_of_the_house_are_found():
    assert len(FIELDS) > 40


def columns():
    for model in apps.get_models():
        if model.__module__.split(".")[0] in OURS:
            for column in model._meta.concrete_fields:
                if type(column) is models.CharField and not column.choices and column.name not in CODES:
                    yield f"{model._meta.label}.{column.name}"


def test_every_column_of_one_line_keeps_its_rule():
    assert set(columns()) == TEXTS
