from django.utils import timezone

from network.organisations.models import Organisation
from tests.factories.members import make_member
from tests.factories.organisations import join, make_invitation, make_organisation
from tests.guarantees.worlds import World, stream_world, world

KINDS = {"founder": "firm", "host": "host", "commissioner": "agency"}


def places(cast):
    """Each role's own organisation."""
    return {role: _own(cast.member(role), kind) for role, kind in KINDS.items()}


def _own(member, kind):
    return Organisation.objects.filter(kind=kind, memberships__member=member).get()


def _world(cast, kwargs_of, data=None):
    closed = make_organisation(closed_at=timezone.now(), staff=[make_member()])
    return World(
        own={role: kwargs_of(place) for role, place in places(cast).items()},
        other=kwargs_of(make_organisation(staff=[make_member()])),
        absent={**kwargs_of(closed), "slug": "nobodys"},
        closed=kwargs_of(closed),
        data=data or {},
        hidden=False,
    )


@world("slug")
def organisation(cast):
    return _world(cast, lambda place: {"slug": place.slug})


@world("slug", "service_id")
def service(cast):
    def of(place):
        return {"slug": place.slug, "service_id": place.services.create(category="SI", title="Tides").pk}

    return _world(cast, of)


@world("slug", "market_id")
def market(cast):
    def of(place):
        made, _new = place.markets.get_or_create(country="JP", relation="sought")
        return {"slug": place.slug, "market_id": made.pk}

    return _world(cast, of)


@world("slug", "language")
def language(cast):
    return _world(cast, lambda place: {"slug": place.slug, "language": "fr"})


@world("slug", "member_id")
def staff(cast):
    def of(place):
        return {"slug": place.slug, "member_id": join(place, make_member()).member_id}

    return _world(cast, of, {"role": "manager"})


@world("slug", "invitation_id")
def invited(cast):
    def of(place):
        return {"slug": place.slug, "invitation_id": make_invitation(place).pk}

    return _world(cast, of)


def _link():
    return {"token": make_invitation().token}


@world(route="network:invitation")
def invitation(cast):
    return World(own={"visitor": _link()}, other=_link(), absent={"token": "0" * 43})


@world(route="network:join")
def joining(cast):
    return World(other=_link(), absent={"token": "0" * 43})


@stream_world("organisation")
def stream(cast):
    closed = make_organisation(closed_at=timezone.now())
    return World(
        own={role: {"stream_id": place.stream_id} for role, place in places(cast).items()},
        other={"stream_id": make_organisation().stream_id},
        absent={"stream_id": 999_999_999},
        closed={"stream_id": closed.stream_id},
    )
