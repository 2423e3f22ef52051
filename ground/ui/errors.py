"""What is wrong with a form: a summary whose lines lead to the fields, a page's title that begins with it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import HttpRequest
from django.utils.translation import ngettext

SUMMARY = "form-errors"


@dataclass(frozen=True, slots=True)
class Fault:
    """`target` is the id of the field, or of its first choice."""

    target: str
    label: str
    words: str


def faults_of(form: forms.BaseForm) -> list[Fault]:
    """One for each field that is wrong, in the order of the page."""
    return [Fault(_target(bound), str(bound.label), " ".join(map(str, bound.errors))) for bound in form if bound.errors]


def is_refused_whole(form: forms.BaseForm) -> bool:
    """A pair of address and password that is wrong together: neither field alone is, and both are."""
    whole = form.is_bound and bool(form.non_field_errors())
    secret = any(isinstance(field.widget, forms.PasswordInput) for field in form.fields.values())
    return whole and secret and len(form.errors) == 1


def title_of(shown: dict[str, Any]) -> str:
    """`2 errors: `, for the page that shows these; nothing where all is well."""
    count = sum(len(form.errors) for form in _forms(shown) if form.is_bound)
    return ngettext("%(n)d error", "%(n)d errors", count) % {"n": count} + ": " if count else ""


def wrong_as_typed(form: forms.BaseForm, request: HttpRequest) -> dict[str, str]:
    """What is wrong about what stands in the fields. A field that is still empty is not wrong yet."""
    return {
        bound.html_name: " ".join(map(str, bound.errors))
        for bound in form
        if bound.errors and request.POST.get(bound.html_name, "").strip()
    }


def _target(bound: BoundField) -> str:
    return bound.id_for_label or f"{bound.auto_id}_0"


def _forms(shown: dict[str, Any]) -> list[forms.BaseForm]:
    found = {id(one): one for one in shown.values() if isinstance(one, forms.BaseForm)}
    return list(found.values())
