from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.shows import facts, rules
from events.shows.actions.locks import locked_show
from events.shows.models import Registration, Show
from events.shows.tellings import GIVEN_BACK, SEEN
from network.consents import actions as consents
from network.members.models import Member
from realtime.streams import publish


@transaction.atomic
def register(show_id: int, *, door: str, by: Member, now: datetime) -> Registration:
    """Take a place at the show, or change one's choice at the door. The show's lock keeps the count true."""
    show = locked_show(show_id)
    mine = Registration.objects.filter(show=show, member=by).first()
    if mine:
        return _choose_door(show, mine, door, by, now)
    if not rules.takes_registrations(show):
        raise ValidationError(_("The show takes no registrations now."), code="state")
    if show.capacity is not None and show.registrations.count() >= show.capacity:
        words = ngettext("The one place is taken.", "All %(places)s places are taken.", show.capacity)
        raise ValidationError(words, "full", {"places": show.capacity})
    mine = Registration.objects.create(show=show, member=by, door=door, at=now)
    _note(show, door, by, now)
    publish(facts.Registered(show_id=show.pk), to=show.stream, by=by.pk, at=now)
    return mine


@transaction.atomic
def unregister(show_id: int, *, by: Member, now: datetime) -> None:
    """Give the place back. Doing it twice changes nothing."""
    show = locked_show(show_id)
    gone, _rows = Registration.objects.filter(show=show, member=by).delete()
    if gone:
        _note(show, GIVEN_BACK, by, now)
        publish(facts.Unregistered(show_id=show.pk), to=show.stream, by=by.pk, at=now)


def _note(show: Show, choice: str, by: Member, now: datetime) -> None:
    """Who may see them there stands among their consents."""
    is_given = choice in (Registration.Door.VISIBLE, Registration.Door.EXHIBITORS)
    consents.record_step(by.pk, SEEN, about=show.slug, choice=choice, is_given=is_given, now=now)


def _choose_door(show: Show, mine: Registration, door: str, by: Member, now: datetime) -> Registration:
    if mine.door != door:
        _note(show, door, by, now)
        mine.door = door
        mine.save(update_fields=["door"])
        publish(facts.DoorChosen(show_id=show.pk), to=show.stream, by=by.pk, at=now)
    return mine
