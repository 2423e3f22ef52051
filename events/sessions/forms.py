from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from events.sessions.actions import Outline, Voice
from events.sessions.models import Session
from events.shows.forms import ActForm, ClockInput
from events.shows.models import Hall, Show
from network.members.models import Member

MOST_SPEAKERS = 12


class SessionForm(ActForm):
    """Times by the show's clock. An end at or before the start is on the next day."""

    title = forms.CharField(label=_("Title"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"), choices=Session.Kind.choices)
    hall = forms.ModelChoiceField(label=_("Hall"), queryset=Hall.objects.none(), empty_label=None)
    on = forms.ChoiceField(label=_("Day"))
    starts = forms.TimeField(label=_("Starts"), widget=ClockInput)
    ends = forms.TimeField(label=_("Ends"), widget=ClockInput)
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
        self.show = show
        self.known = {one.name: one.member_id for one in session.speakers.all()} if session else {}
        self.days = {day.on.isoformat(): day.on for day in show.days.all()}
        self.fields["hall"].queryset = show.halls.all()  # type: ignore[attr-defined]
        self.fields["on"].choices = [  # type: ignore[attr-defined]
            (key, date_format(on, "l j F")) for key, on in self.days.items()
        ]

    def clean_speakers(self) -> list[Voice]:
        lines = [line.strip() for line in self.cleaned_data["speakers"].splitlines() if line.strip()]
        if len(lines) > MOST_SPEAKERS:
            raise forms.ValidationError(_("At most %(most)s speakers, please."), "many", {"most": MOST_SPEAKERS})
        return [self._voice(line) for line in lines]

    def outline(self) -> Outline:
        said = self.cleaned_data
        on = self.days[said["on"]]
        ends_on = on if said["ends"] > said["starts"] else on + timedelta(days=1)
        return Outline(
            hall_id=said["hall"].pk,
            kind=said["kind"],
            title=said["title"],
            about=said["about"],
            starts_at=datetime.combine(on, said["starts"], self.show.zone),
            ends_at=datetime.combine(ends_on, said["ends"], self.show.zone),
            capacity=said["capacity"],
            speakers=said["speakers"],
        )

    def _voice(self, line: str) -> Voice:
        name, _comma, headline = (part.strip() for part in line.partition(","))
        member = Member.objects.filter(email__iexact=name, is_active=True).first() if "@" in name else None
        if member is None:
            return Voice(name=name[:120], headline=headline[:160], member_id=self.known.get(name))
        return Voice(name=member.name, headline=(headline or member.headline)[:160], member_id=member.pk)


def initial_of(session: Session) -> dict[str, object]:
    zone = session.show.zone
    starts, ends = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
    voices = [f"{one.name}, {one.headline}" if one.headline else one.name for one in session.speakers.all()]
    words: dict[str, object] = {name: getattr(session, name) for name in ("title", "kind", "hall", "capacity", "about")}
    clocks = {"on": starts.date().isoformat(), "starts": starts.time(), "ends": ends.time()}
    return {**words, **clocks, "speakers": "\n".join(voices)}
