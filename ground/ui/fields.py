"""A form's field, bound to its help and its error for those who hear the page."""

from typing import Any, cast

from django import forms
from django.forms import BoundField
from django.forms.utils import flatatt
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString

from ground.ui.errors import SUMMARY, is_refused_whole


def field_words(bound: BoundField) -> dict[str, Any]:
    """What `ui/_field.html` needs: the input with its attributes, and which shape to draw."""
    base_id = bound.id_for_label or f"id_{bound.html_name}"
    ids = [f"{base_id}_{part}" for part, there in _parts(bound) if there]
    attrs: dict[str, Any] = {"aria-describedby": " ".join(ids)} if ids else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    elif is_refused_whole(bound.form) and not isinstance(bound.field.widget, forms.CheckboxInput):
        attrs |= {"aria-invalid": "true", "aria-describedby": " ".join([*ids, SUMMARY])}
    limit = getattr(bound.field, "max_length", None)
    widget = bound.field.widget
    if isinstance(widget, forms.TextInput) and widget.input_type == "email":
        attrs |= _any_address(widget)
    if isinstance(widget, forms.Textarea) and limit:
        attrs["data-count"] = str(limit)
    return {
        "input": _select(bound, attrs) if _is_plain_select(widget) else bound.as_widget(attrs=attrs),
        "shape": _shape(widget),
        "base_id": bound.id_for_label or bound.html_name,
    }


def _any_address(widget: forms.TextInput) -> dict[str, str]:
    """Browsers take only ASCII before the @ of an e-mail field, so it is a line of text with an e-mail's keyboard."""
    widget.input_type = "text"
    return {"inputmode": "email", "autocapitalize": "none", "spellcheck": "false"}


def _is_plain_select(widget: forms.Widget) -> bool:
    """One choice of a list without groups, drawn as Django draws it."""
    if type(widget) is not forms.Select:
        return False
    return not any(isinstance(label, list | tuple) for _value, label in widget.choices)


def _select(bound: BoundField, attrs: dict[str, Any]) -> SafeString:
    """As `bound.as_widget`, which renders a template for each option: a list of countries takes it ten milliseconds."""
    widget = cast(forms.Select, bound.field.widget)
    given = bound.build_widget_attrs(attrs, widget)
    if bound.auto_id and "id" not in widget.attrs:
        given.setdefault("id", bound.auto_id)
    chosen = widget.format_value(bound.value())
    options = []
    for value, label in widget.choices:
        text = "" if value is None else str(value)
        mark = " selected" if text in chosen else ""
        options.append(f'<option value="{escape(text)}"{mark}>{conditional_escape(cast(str, label))}</option>')
    shown = flatatt(widget.build_attrs(widget.attrs, {**given, "name": bound.html_name}))
    return SafeString(f"<select{shown}>{''.join(options)}</select>")


def _parts(bound: BoundField) -> list[tuple[str, bool]]:
    return [("help", bool(bound.help_text)), ("error", bool(bound.errors))]


def _shape(widget: forms.Widget) -> str:
    """`group` for many inputs under one legend, `check` for a box beside its label, `plain` for the rest."""
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "group"
    return "check" if isinstance(widget, forms.CheckboxInput) else "plain"
