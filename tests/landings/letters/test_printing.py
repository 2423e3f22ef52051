"""A signed letter in words: as it was asked and answered, whatever is called otherwise since."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from landings.letters import actions
from landings.letters.actions import Answer
from landings.letters.models import Letter
from landings.letters.notices import make_the_pdf
from landings.letters.queries.printing import printed
from landings.programmes.models import Programme
from network.signing.models import SealedPdf
from realtime.jobs.outside import attempts
from tests.factories.landings_letters import make_due_letter, sign_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter():
    return make_due_letter()


def rows(signed):
    return printed(signed).passages[0].rows


def test_answers_of_each_sort_are_in_words(letter):
    Programme.objects.update(questions=[{"key": "best", "label": "The best", "kind": "text"}])
    letter = Letter.objects.get()
    said = [
        Answer(key="revenue", said="value", value=12_345_67, currency="CAD", anyway="partly"),
        Answer(key="investment", said="withheld"),
        Answer(key="hires", said="value", value=1_200),
        Answer(key="support", said="unknown"),
        Answer(key="markets", said="nothing"),
        Answer(key="best", said="nothing"),
        Answer(key="other", said="value", note="#let it be"),
    ]
    signed = actions.sign(letter.pk, answers=said, name="Ada", title="Founder", now=letter.raised_at)
    assert rows(signed) == [
        ("New revenue", "CA$12,345.67", "Some of it would have happened anyway"),
        ("Investment secured", "I’d rather not say", ""),
        ("New hires", "1,200", ""),
        ("Other support", "I don’t know", ""),
        ("New markets entered", "None", ""),
        ("The best", "not answered", ""),
        ("other", "#let it be", ""),
    ]


def test_it_is_called_as_it_was_when_it_was_signed(letter):
    with override("fr"):
        signed = sign_letter(letter)
    before, firm = printed(signed), letter.landing.firm
    Programme.objects.update(name="Renamed")
    type(firm).objects.update(name="Renamed")
    type(letter.landing.site).objects.update(time_zone="Asia/Tokyo")
    assert printed(signed) == before
    assert before.parties[0][1] == firm.name and before.zone == letter.landing.site.time_zone
    assert signed.language == "fr" and rows(signed)[0][0] != "New revenue"


def test_what_was_sealed_before_that_was_noted_is_called_as_today(letter):
    signed = sign_letter(letter)
    whole = printed(signed)
    for key in ("asked", "programme_name", "zone", "language"):
        del signed.document[key]
    assert printed(signed) == whole


def test_the_pdf_of_each_version_is_made_as_outside_work(letter):
    sign_letter(letter, revenue=1)
    sign_letter(letter, now=letter.raised_at + timedelta(days=1), revenue=2)
    name = f"{make_the_pdf.__module__}.{make_the_pdf.__qualname__}"
    attempts.run_due(now=letter.raised_at + timedelta(days=2), only=[name])
    assert list(SealedPdf.objects.order_by("pk").values_list("text__number", flat=True)) == [1, 2]
