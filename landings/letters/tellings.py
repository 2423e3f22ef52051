"""A letter's facts on the timeline of its landing, and what each is told of it."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from landings.letters.facts import LetterDeclined, LetterDue, LetterMailed, LetterSigned
from landings.placements.registry import does
from landings.placements.tellings import HISTORY, PLACE
from realtime.tellings import tells

DUE: Final = "letter.due"
SIGNED: Final = "letter.signed"
SILENT: Final = "letter.silent"

tells(
    LetterDue,
    here=_("The outcome letter fell due"),
    on=(HISTORY,),
    away=_("The letter of %(firm)s about %(city)s is due"),
    icon="mail",
    place=PLACE,
)
tells(
    LetterMailed,
    to={
        DUE: _("Your %(wave)s-month letter about %(city)s is due."),
        SILENT: _("%(firm)s has not answered its letter about %(city)s: a call may help."),
    },
    icon="mail",
)
tells(
    LetterSigned,
    here=_("The firm signed its outcome letter"),
    on=(HISTORY,),
    away=_("%(firm)s signed its letter about %(city)s"),
    to={SIGNED: _("%(firm)s signed its %(wave)s-month letter about %(city)s.")},
    icon="signature",
    tone="good",
    place=PLACE,
)
tells(LetterDeclined, here=_("The firm will not write an outcome letter"), on=(HISTORY,), icon="mail-x")
does("letter", LetterSigned)
