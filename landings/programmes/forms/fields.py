"""Fields of a document's words."""

from typing import Any

from django import forms


class ProseField(forms.CharField):
    """Words over several lines. A browser ends each with CR LF, a document with LF: the same words stay the same."""

    def __init__(self, *, rows: int, **options: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": rows}), **options)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) else text
