import pytest
from django import forms
from pytest_django.asserts import assertHTMLEqual

from ground.ui.fields import field_words


class Choosing(forms.Form):
    country = forms.ChoiceField(choices=[("", "Choose"), ("CA", "Canada <b>"), ("NL", "Nederland & more")])
    optional = forms.ChoiceField(required=False, choices=[("a", "A"), (2, "Two")], initial=2, disabled=True)
    grouped = forms.ChoiceField(choices=[("Near", [("a", "A")]), ("Far", [("b", "B")])], help_text="Help.")


@pytest.mark.parametrize("given", [None, {"p-country": "NL"}, {"p-country": "<", "p-grouped": "b"}, {}])
@pytest.mark.parametrize("name", Choosing.base_fields)
def test_a_select_is_what_django_draws(given, name):
    bound = Choosing(given, prefix="p")[name]
    attrs = {}
    if described := [part for part, there in (("help", bound.help_text), ("error", bound.errors)) if there]:
        attrs["aria-describedby"] = " ".join(f"{bound.id_for_label}_{part}" for part in described)
    if bound.errors:
        attrs["aria-invalid"] = "true"
    assertHTMLEqual(field_words(bound)["input"], bound.as_widget(attrs=attrs))
