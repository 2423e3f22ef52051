from django import forms
from django.utils.translation import gettext_lazy as _

from network.members.models import Member


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Firm, host and programme read it."),
    )


class CommissionerForm(forms.Form):
    commissioner = forms.ModelChoiceField(
        label=_("Trade commissioner"),
        queryset=Member.objects.none(),
        empty_label=_("Choose"),
        help_text=_("Sees this landing, and introduces the firm in the market."),
    )

    def __init__(self, *args: object, choices: list[Member], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["commissioner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Member.objects.filter(pk__in=[member.pk for member in choices]).order_by("folded_name", "pk")
