from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ground.files import uploads
from ground.files.kinds import PICTURES
from ground.places.zones import zone_from, zones
from ground.words import languages, oneline
from network.members import actions
from network.members.models import Member, SpokenLanguage

ACCEPT = ",".join(sorted(kind.type for kind in PICTURES))


class ZoneInput(forms.TextInput):
    """Every zone to choose from. The browser's own comes into an empty field, else is offered.

    See static/js/forms/offer-time-zone.js.
    """

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        listed = f"{name}-zones"
        offer = _("Use %(zone)s, this browser's zone") % {"zone": "{zone}"}
        own = {"list": listed, "autocomplete": "off", "spellcheck": "false", "data-zone-field": offer}
        options = format_html_join("", '<option value="{}"></option>', ((zone,) for zone in zones()))
        field = super().render(name, value, {**(attrs or {}), **own}, renderer)
        return format_html('{}<datalist id="{}">{}</datalist>', field, listed, options)


class ZoneField(oneline.OneLine):
    widget = ZoneInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("Time zone"))
        options.setdefault("help_text", gettext_lazy("By a city near you, such as Europe/Paris."))
        super().__init__(max_length=64, **options)

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        zone = zone_from(typed)
        if typed and not zone:
            raise ValidationError(_("We do not know this time zone. Choose one from the list."), code="unknown_zone")
        return zone


class SignUp(forms.Form):
    """What we ask beside e-mail and password: the name, as the person writes it."""

    name = oneline.Name(
        label=gettext_lazy("Your name"),
        max_length=120,
        help_text=gettext_lazy("As you would sign a letter, in any script."),
    )
    time_zone = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-zone-field": ""}))

    def signup(self, request: HttpRequest, user: Member) -> None:
        begun = actions.begin(
            user.pk,
            name=self.cleaned_data["name"],
            time_zone=self.cleaned_data["time_zone"],
            language=get_language() or "en",
        )
        user.__dict__.update({key: value for key, value in begun.__dict__.items() if not key.startswith("_")})


class Who(forms.ModelForm[Member]):
    class Meta:
        model = Member
        fields = ("name", "headline")
        help_texts: ClassVar[dict[str, Any]] = {
            "name": gettext_lazy("As you would sign a letter, in any script."),
            "headline": gettext_lazy("For instance: Tide models for small ports."),
        }


class Where(forms.ModelForm[Member]):
    time_zone = ZoneField()

    class Meta:
        model = Member
        fields = ("country", "city", "time_zone")
        help_texts: ClassVar[dict[str, Any]] = {"country": gettext_lazy("Where you work from most of the year.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.instance.country and self.instance.time_zone == "UTC":
            self.initial["time_zone"] = ""


class About(forms.ModelForm[Member]):
    class Meta:
        model = Member
        fields = ("about",)
        help_texts: ClassVar[dict[str, Any]] = {
            "about": gettext_lazy("What you know well, whom you would like to meet, what you can help others with.")
        }


def _languages() -> list[tuple[str, str]]:
    return [("", _("Choose a language")), *languages.choices()]


def _levels() -> list[tuple[str, str]]:
    return [("", _("Choose a level")), *SpokenLanguage.LEVELS]


class Languages(forms.Form):
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=_languages)
    level = forms.ChoiceField(
        label=gettext_lazy("Level"),
        choices=_levels,
        help_text=gettext_lazy("From A1, a few words, to C2, as if it were your own."),
    )


class Photo(forms.Form):
    photo = forms.FileField(
        label=gettext_lazy("A picture of you"),
        help_text=gettext_lazy("JPEG, PNG, WebP or GIF, up to 5 MB. We cut it square and keep no more of the file."),
        widget=forms.FileInput(attrs={"accept": ACCEPT, **uploads.BOUND}),
    )


class Settings(forms.ModelForm[Member]):
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("Of the pages, and of the mails we send you."),
    )
    time_zone = ZoneField(help_text=gettext_lazy("All times on Kontor are written in this zone."))

    class Meta:
        model = Member
        fields = ("language", "time_zone")
