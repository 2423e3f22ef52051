from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from events.shows import facts
from events.shows.actions.locks import locked_for_change
from events.shows.models import Hall
from network.members.models import Member
from realtime.streams import open_stream, publish

MOST_HALLS = 20


@transaction.atomic
def add_hall(show_id: int, *, name: str, about: str, by: Member, now: datetime) -> Hall:
    """Adding a hall that is there already gives that hall."""
    show = locked_for_change(show_id, by)
    hall = Hall.objects.filter(show=show, name=name).first()
    if hall:
        return hall
    count = show.halls.count()
    if count >= MOST_HALLS:
        raise ValidationError(_("A show has at most %(most)s halls."), "many", {"most": MOST_HALLS})
    hall = Hall.objects.create(show=show, name=name, about=about, position=count + 1, stream=open_stream("hall"))
    publish(facts.HallAdded(hall_id=hall.pk), to=show.stream, by=by.pk, at=now)
    return hall


@transaction.atomic
def change_hall(hall_id: int, *, name: str, about: str, by: Member, now: datetime) -> Hall:
    show = locked_for_change(Hall.objects.get(pk=hall_id).show_id, by)
    hall = Hall.objects.select_related("stream").get(pk=hall_id)
    if show.halls.filter(name=name).exclude(pk=hall_id).exists():
        raise ValidationError({"name": ValidationError(_("Another hall of this show has this name."), code="taken")})
    if (hall.name, hall.about) == (name, about):
        return hall
    hall.name, hall.about = name, about
    hall.save()
    publish(facts.HallChanged(hall_id=hall.pk), to=[show.stream, hall.stream], by=by.pk, at=now)
    return hall
