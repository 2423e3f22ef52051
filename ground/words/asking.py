"""What was typed may mean several things: then the field asks which, beneath what was typed, and only then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.words.oneline import OneLine


class Asking:
    """An input that asks which of several is meant, when `offered` names them: values and labels."""

    offered: Sequence[tuple[str, str]] = ()
    question = gettext_lazy("Which one do you mean?")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[Any, str]:
        return super().value_from_datadict(data, files, name), data.get(f"{name}_which", "")  # type: ignore[misc]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        typed, chosen = said(value)
        drawn: SafeString = super().render(name, typed, attrs, renderer)  # type: ignore[misc]
        return drawn + self._asked(name, chosen, attrs or {}) if self.offered else drawn

    def _asked(self, name: str, chosen: str, attrs: dict[str, Any]) -> SafeString:
        known = chosen in dict(self.offered)
        options = ((value, SafeString(" selected") if value == chosen else "", label) for value, label in self.offered)
        return format_html(
            '<span class="which"><label for="{}_which">{}</label>'
            '<select name="{}_which" id="{}_which"{}>{}{}</select></span>',
            *(attrs.get("id", name), self.question, name, attrs.get("id", name), _described(attrs)),
            "" if known else format_html('<option value="">{}</option>', _("Choose")),
            format_html_join("", '<option value="{}"{}>{}</option>', options),
        )


def said(value: Any) -> tuple[Any, str]:
    """What was typed, and what was chosen when asked."""
    return value if isinstance(value, tuple) else (value, "")


def _described(attrs: dict[str, Any]) -> SafeString:
    kept = ((key, attrs[key]) for key in ("aria-describedby", "aria-invalid") if key in attrs)
    return format_html_join("", ' {}="{}"', kept)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a name may mean: `label` tells it from others of the same name."""

    key: str
    label: str
    thing: Any


class NameInput(Asking, forms.TextInput):
    pass


class AskingField(OneLine):
    """Words about which the form may ask; `chosen` is what was answered."""

    widget = NameInput
    chosen = ""

    def clean(self, value: Any) -> str:
        typed, self.chosen = said(value)
        words: str = super().clean(typed)
        return words


class NamedField(OneLine):
    """A typed name that stands for a thing. One hit is the thing; several are a question; none is said.

    `find` gives what a name may mean, those of exactly this name alone where there are any.
    """

    widget = NameInput
    default_error_messages = {
        "none": gettext_lazy("Nothing here is called “%(name)s”."),
        "several": gettext_lazy("Several go by this name. Choose which one you mean."),
    }

    def __init__(self, *, find: Callable[[str], Sequence[Hit]], **options: Any) -> None:
        super().__init__(**options)
        self.find = find

    def clean(self, value: Any) -> Any:
        typed, chosen = said(value)
        name = super().clean(typed)
        if not name:
            return None
        hits = self.find(name)
        if not hits:
            raise ValidationError(self.error_messages["none"], code="none", params={"name": name})
        if len(hits) == 1:
            return hits[0].thing
        self.widget.offered = [(hit.key, hit.label) for hit in hits]
        meant = next((hit.thing for hit in hits if hit.key == chosen), None)
        if meant is None:
            raise ValidationError(self.error_messages["several"], code="several")
        return meant
