from datetime import datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ground.places.civil_form import CivilForm
from ground.places.civil_time import civil, settled
from ground.places.fields import DayAndClockField
from ground.places.said import shown
from network.bookmarks.models import LONGEST_NOTE, Bookmark

NEVER, TOMORROW, WEEK, AT = "", "tomorrow", "week", "at"
MORNING: Final = time(9)


class BookmarkForm(CivilForm):
    """A note, and when to be reminded: by the clock of who is reminded."""

    note = forms.CharField(
        label=_("A note for yourself"),
        required=False,
        max_length=LONGEST_NOTE,
        help_text=_("Nobody else sees that you keep this, nor what you note."),
        widget=forms.Textarea(attrs={"rows": 3, "data-count": LONGEST_NOTE, "dir": "auto"}),
    )
    when = forms.ChoiceField(
        label=_("Remind me"),
        required=False,
        choices=[
            (NEVER, _("Not at all")),
            (TOMORROW, _("Tomorrow at 9:00")),
            (WEEK, _("Next Monday at 9:00")),
            (AT, _("On a day and at a time that I choose")),
        ],
        widget=forms.RadioSelect,
    )
    at = DayAndClockField(label=_("Day and time, in your zone"), required=False)

    def __init__(self, *args: Any, found: Bookmark | None = None, now: datetime, **options: Any) -> None:
        self.zone, self.now = timezone.get_current_timezone(), now
        self.kept_at = found.remind_at if found else None
        super().__init__(*args, **options)
        if found is not None:
            self.initial.update(self._shown(found))

    def _shown(self, found: Bookmark) -> dict[str, Any]:
        if found.remind_at is None:
            return {"note": found.note, "when": NEVER}
        on, said = shown(found.remind_at, self.zone)
        self._offer("at", on, said.clock)
        wall = datetime.combine(on, said.clock.replace(second=0, microsecond=0))
        which = "" if said.later is None else str(int(said.later))
        return {"note": found.note, "when": AT, "at": (wall, which)}

    def clean_note(self) -> str:
        return str(self.cleaned_data["note"]).replace("\r\n", "\n").replace("\r", "\n")

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data = super().clean() or self.cleaned_data
        when, typed = said.pop("when", NEVER), said.pop("at", None)
        said["remind_at"] = self._meant(when, typed)
        return said

    def _meant(self, when: str, typed: Any) -> datetime | None:
        if when in (TOMORROW, WEEK):
            today = civil(self.now, self.zone).on
            days = 1 if when == TOMORROW else 7 - today.weekday()
            return settled(today + timedelta(days=days), MORNING, self.zone)
        if when != AT or "at" in self.errors:
            return None
        if typed is None:
            self.add_error("at", ValidationError(_("Say on which day and at what time."), code="required"))
            return None
        on, self.cleaned_data["at"] = typed
        at = self.read_moment("at", on)
        self.cleaned_data.pop("at", None)
        # As it was shown it is what it was, to the second.
        is_as_shown = at and self.kept_at and at == self.kept_at.replace(second=0, microsecond=0)
        return self.kept_at if is_as_shown else at
