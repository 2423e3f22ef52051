from django import forms
from django.utils.translation import gettext_lazy as _


class ProposeForm(forms.Form):
    offers = forms.TypedMultipleChoiceField(
        coerce=int, widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose at least one offer.")}
    )
    note = forms.CharField(
        label=_("A word to firm and host"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Both read it beside the explanation of the score."),
    )

    def __init__(self, *args: object, offer_ids: list[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["offers"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(pk, str(pk)) for pk in offer_ids]


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Why not"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The other side and the officer read it. One sentence is enough."),
    )
