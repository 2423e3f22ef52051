"""A letter's facts on the timeline of its landing."""

from django.utils.translation import gettext as _

from landings.letters.facts import LetterDeclined, LetterDue, LetterSigned
from landings.placements.history import Line, tells
from realtime.streams import Event


@tells(LetterDue)
def due(event: Event) -> Line:
    return Line(_("The outcome letter fell due"), icon="mail")


@tells(LetterSigned)
def signed(event: Event) -> Line:
    return Line(_("The firm signed its outcome letter"), icon="signature", tone="good", step="letter")


@tells(LetterDeclined)
def declined(event: Event) -> Line:
    return Line(_("The firm will not write an outcome letter"), icon="mail-x")
