"""What waits: the letters that a firm owes."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from landings.letters.facts import LetterDeclined, LetterDue, LetterSigned
from landings.letters.models import Letter
from network.desk.kinds import Work, WorkKind, WorkSource, by
from network.organisations.desk import PEOPLE

LETTER = WorkKind(
    name="letter", icon="mail", words=_("Write your letter about %(city)s"), route="landings:write-letter"
)


def _truth(keys: Collection[int]) -> Iterator[Work]:
    for letter in Letter.objects.waiting().filter(pk__in=keys).select_related("landing"):
        yield Work(
            kind=LETTER,
            subject=letter.pk,
            group=(PEOPLE, letter.landing.firm_id),
            since=letter.raised_at,
            says={"city": ("site.city", letter.landing.site_id)},
        )


SOURCE = WorkSource(
    name="letters",
    kinds=(LETTER,),
    facts=dict.fromkeys((LetterDue, LetterSigned, LetterDeclined), by("letter_id")),
    truth=_truth,
    subjects=Letter.objects.all,
)
