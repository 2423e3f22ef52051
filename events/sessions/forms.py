from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from events.sessions.actions import Outline, Voice
from events.sessions.models import Session, Speaker
from events.shows.forms import ActForm
from events.shows.models import Hall, Show
from ground.places.civil_form import CivilForm
from ground.places.fields import ClockField
from ground.words import oneline
from ground.words.names import honest_line, honest_name
from network.members.models import Member

MOST_SPEAKERS = 12


class SessionForm(ActForm, CivilForm):
    """Times by the show's clock. An end at or before the start is on the next day."""

    title = oneline.Title(label=_("Title"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"), choices=Session.Kind.choices)
    hall = forms.ModelChoiceField(label=_("Hall"), queryset=Hall.objects.none(), empty_label=None)
    on = forms.ChoiceField(label=_("Day"))
    starts = ClockField(label=_("Starts"))
    ends = ClockField(label=_("Ends"))
    capacity = forms.IntegerField(
        label=_("Seats"), min_value=1, max_value=1_000_000, required=False, help_text=_("Empty: no limit.")
    )
    speakers = forms.CharField(
        label=_("Speakers"),
        max_length=4000,
        required=False,
        help_text=_("One a line: the name, a comma, what they do. For members, their e-mail address as the name."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    about = forms.CharField(
        label=_("About"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput, initial=lambda: uuid4().hex)

    def __init__(self, *args: Any, show: Show, session: Session | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.show, self.zone = show, show.zone
        self.known = list(session.speakers.all()) if session else []
        days = show.dates()
        if session:
            self.holds = (session.starts_at, session.ends_at)
            self.initial.update(self.show_span("starts", "ends"))
            days = sorted({*days, session.starts_at.astimezone(self.zone).date()})
        self.fields["hall"].queryset = show.halls.all()  # type: ignore[attr-defined]
        self.fields["on"].choices = [(on.isoformat(), date_format(on, "l j F")) for on in days]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data = super().clean()
        if "on" in said:
            self.span = self.read_span(date.fromisoformat(said["on"]), "starts", "ends")
        return self.cleaned_data

    def clean_speakers(self) -> list[Voice]:
        said = [line.strip() for line in self.cleaned_data["speakers"].splitlines() if line.strip()]
        if len(said) > MOST_SPEAKERS:
            raise forms.ValidationError(_("At most %(most)s speakers, please."), "many", {"most": MOST_SPEAKERS})
        voices = [self._voice(line) for line in said]
        for voice in voices:
            honest_name(voice.name)
            honest_line(voice.headline)
        return voices

    def outline(self) -> Outline:
        said = self.cleaned_data
        assert self.span is not None
        return Outline(
            hall_id=said["hall"].pk,
            kind=said["kind"],
            title=said["title"],
            about=said["about"],
            starts_at=self.span[0],
            ends_at=self.span[1],
            capacity=said["capacity"],
            speakers=said["speakers"],
        )

    def _voice(self, line: str) -> Voice:
        """A line that stands as it was shown is the speaker that it showed."""
        held = next((one for one in self.known if _line(one) == line), None)
        if held:
            return Voice(name=held.name, headline=held.headline, member_id=held.member_id)
        name, _comma, headline = (part.strip() for part in line.partition(","))
        member = Member.objects.filter(email__iexact=name, is_active=True).first() if "@" in name else None
        if member is None:
            return Voice(name=name[:120], headline=headline[:160], member_id=self._known_as(name))
        return Voice(name=member.name, headline=(headline or member.headline)[:160], member_id=member.pk)

    def _known_as(self, name: str) -> int | None:
        """The member who speaks under this name already. Of two, the one who is meant is asked for."""
        members = {one.member_id for one in self.known if one.name == name}
        if len(members) > 1:
            said = _("Two speakers are called %(name)s. Write the e-mail address of the one you mean.")
            raise forms.ValidationError(said, "several", {"name": name})
        return members.pop() if members else None


def initial_of(session: Session) -> dict[str, object]:
    """All but the clocks, which the form reads itself."""
    words: dict[str, object] = {name: getattr(session, name) for name in ("title", "kind", "hall", "capacity", "about")}
    on = session.starts_at.astimezone(session.show.zone).date()
    return {**words, "on": on.isoformat(), "speakers": "\n".join(_line(one) for one in session.speakers.all())}


def _line(speaker: Speaker) -> str:
    return f"{speaker.name}, {speaker.headline}" if speaker.headline else speaker.name
