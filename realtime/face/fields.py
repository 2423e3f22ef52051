"""A form's field, bound to its help and its error for those who hear the page."""

from typing import Any

from django import forms
from django.forms import BoundField


def field_words(bound: BoundField) -> dict[str, Any]:
    """What `ui/_field.html` needs: the input with its attributes, and which shape to draw."""
    base_id = bound.id_for_label or f"id_{bound.html_name}"
    ids = [f"{base_id}_{part}" for part, there in _parts(bound) if there]
    attrs: dict[str, Any] = {"aria-describedby": " ".join(ids)} if ids else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    limit = getattr(bound.field, "max_length", None)
    widget = bound.field.widget
    if isinstance(widget, forms.Textarea) and limit:
        attrs["data-count"] = str(limit)
    return {
        "input": bound.as_widget(attrs=attrs),
        "shape": _shape(widget),
        "base_id": bound.id_for_label or bound.html_name,
    }


def _parts(bound: BoundField) -> list[tuple[str, bool]]:
    return [("help", bool(bound.help_text)), ("error", bool(bound.errors))]


def _shape(widget: forms.Widget) -> str:
    """`group` for many inputs under one legend, `check` for a box beside its label, `plain` for the rest."""
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "group"
    return "check" if isinstance(widget, forms.CheckboxInput) else "plain"
