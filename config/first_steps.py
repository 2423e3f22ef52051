"""First steps: what an administrator of an empty site has to do before others can use it. Each goes as it is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from landings.programmes.models import Programme
from network.forums.models import Board
from network.organisations.models import Organisation
from network.papers import queries as papers


@dataclass(frozen=True, slots=True)
class Step:
    """`command` is typed at the site's machine, where no page does it."""

    icon: str
    title: str
    why: str
    url: str = ""
    command: str = ""


def steps_for(member: Any) -> list[Step]:
    return list(_steps()) if member.is_authenticated and member.is_superuser else []


def _steps() -> Iterator[Step]:
    yield from _of_talk()
    yield from _of_landings()
    for kind in papers.missing():
        title = _("Write the paper “%(kind)s”") % {"kind": kind.label}
        url = f"{reverse('admin:network_paper_add')}?kind={kind.value}"
        yield Step("file-text", title, _("It is linked at the foot of every page once it is there."), url)


def _of_talk() -> Iterator[Step]:
    if not Board.objects.exists():
        why = _("Members talk on boards: one for each matter is plenty to begin with.")
        yield Step("messages-square", _("Open the first board"), why, reverse("admin:network_board_add"))
    if not Organisation.objects.filter(kind=Organisation.Kind.AGENCY, closed_at=None).exists():
        why = _("Open its page as an agency: its commissioners answer firms, and host shows and sessions.")
        yield Step("landmark", _("Open the page of a trade office"), why, reverse("network:open-organisation"))


def _of_landings() -> Iterator[Step]:
    published = Programme.objects.filter(published_at__isnull=False)
    if not published.exists():
        why = _("A programme is a file of terms and rules; its first officer must have signed up before.")
        command = "manage.py load_programme PROGRAMME.json --officer ADDRESS"
        yield Step("plane-takeoff", _("Load the first programme"), why, command=command)
    waiting = (
        published.filter(closed_at=None)
        .exclude(pk__in=Programme.objects.open().values("pk"))
        .order_by("folded_name", "pk")
    )
    for programme in waiting:
        title = _("Appoint an officer for %(programme)s") % {"programme": programme.name}
        why = _("Until somebody decides on applications, it takes none.")
        url = f"{reverse('admin:landings_officer_add')}?programme={programme.pk}&role=officer"
        yield Step("user-check", title, why, url)
