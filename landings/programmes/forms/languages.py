from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ground.words.language import language_name
from ground.words.said import languages
from landings.programmes.models.languages import texts_of
from landings.programmes.rules.documents import Document

LONGEST = 6000
LONG = 120


class InLanguage(forms.Form):
    """Each text of the draft beside a field for its words in one other language. An empty one is shown as written."""

    def __init__(self, *args: Any, document: Document, code: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.code, self.texts = code, texts_of(document)
        kept = (document.get("translations") or {}).get(code, {})
        for at, text in enumerate(self.texts):
            self.fields[field_of(text)] = forms.CharField(
                label=_("In %(language)s") % {"language": language_name(code)},
                required=False,
                max_length=LONGEST,
                initial=kept.get(text, ""),
                widget=_field(code, text, at),
            )

    @property
    def rows(self) -> list[tuple[str, forms.BoundField]]:
        return [(text, self[field_of(text)]) for text in self.texts]

    @property
    def lacking(self) -> int:
        """How many texts have no words yet."""
        return sum(not self.fields[field_of(text)].initial for text in self.texts)

    def into(self, document: Document) -> Document:
        """The document with what was typed, lines ending as a document's do."""
        given = {
            text: words.replace("\r\n", "\n")
            for text in self.texts
            if (words := self.cleaned_data.get(field_of(text), ""))
        }
        others = {code: pairs for code, pairs in (document.get("translations") or {}).items() if code != self.code}
        return {**document, "translations": {**others, **({self.code: given} if given else {})}}


def field_of(text: str) -> str:
    """Named by the text itself: where a colleague reworded the draft meanwhile, no words go to another text."""
    return f"text_{sha256(text.encode()).hexdigest()[:16]}"


def _field(code: str, text: str, at: int) -> forms.Textarea:
    """Said together with the text that it translates, which stands before it."""
    rows = 2 if len(text) < LONG else 4
    return forms.Textarea(attrs={"rows": rows, "dir": "auto", "lang": code, "aria-details": f"text-{at}"})


def other_languages(code: str) -> tuple[str, list[tuple[str, str]]]:
    """The language asked for, or the second of the pages' languages; and all of them."""
    known = languages()
    return (code if code in dict(known) else known[1][0]), known
