from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ground.tables.locks import locked
from ground.web import idempotency
from landings.hosts import rules
from landings.hosts.actions.locks import locked_site
from landings.hosts.facts import ClosureLifted, ClosureSet, SiteChanged, SiteOpened, SiteVerified
from landings.hosts.models import Closure, Site
from landings.programmes.rules import is_officer_anywhere
from network.members.models import Member
from network.organisations.models import Organisation
from realtime.streams import open_stream, publish

CLOSURES_AT_MOST = 400
PAGE = (
    *("name", "address", "city", "country", "latitude", "longitude", "time_zone", "languages", "sectors", "services"),
    *("mentor_hours", "opens", "closes", "visa_letter_lead_days", "about", "access_needs"),
)


@transaction.atomic
def open_site(host_id: int, *, by: Member, page: Mapping[str, Any], key: str = "", now: datetime) -> Site:
    """A house's next place. `page` holds fields of PAGE."""
    host = locked(Organisation.objects).get(pk=host_id)
    if not rules.may_open_site(by, host):
        raise PermissionDenied
    values = {name: page[name] for name in PAGE if name in page}
    made = idempotency.earlier(by.pk, key, "site", host_id, values)
    if made:
        return Site.objects.get(pk=made)
    stream = open_stream("site")
    site = Site.objects.create(host=host, stream=stream, created_at=now, facts_reviewed_on=now.date(), **values)
    idempotency.keep(by.pk, key, "site", host_id, values, result=site.pk)
    publish(SiteOpened(site_id=site.pk), to=stream, by=by.pk, at=now)
    return site


@transaction.atomic
def change_site(site_id: int, *, by: Member, page: Mapping[str, Any], now: datetime) -> Site:
    """Change fields of PAGE. Whoever saves the page has reviewed its facts; once a day, if nothing changes."""
    site = locked_site(site_id, by)
    changed = [name for name in PAGE if name in page and getattr(site, name) != page[name]]
    for name in changed:
        setattr(site, name, page[name])
    if not changed and site.facts_reviewed_on == now.date():
        return site
    site.facts_reviewed_on = now.date()
    site.save()
    publish(SiteChanged(site_id=site.pk, fields=changed), to=site.stream, by=by.pk, at=now)
    return site


@transaction.atomic
def verify_site(site_id: int, *, by: Member, now: datetime) -> Site:
    """A programme's officer vouches for the house. Verifying twice does nothing."""
    site = locked(Site.objects).select_related("stream").get(pk=site_id)
    if not is_officer_anywhere(by) or rules.is_staff_of_site(by, site):
        raise PermissionDenied
    if site.verified_at is None:
        site.verified_at = now
        site.save()
        publish(SiteVerified(site_id=site.pk), to=site.stream, by=by.pk, at=now)
    return site


@transaction.atomic
def set_closure(site_id: int, *, by: Member, day: date, reason: str = "", now: datetime) -> Closure:
    """A day on which the site is closed. Setting it again changes the reason only."""
    site = locked_site(site_id, by)
    same = site.closures.filter(day=day, reason=reason).first()
    if same:
        return same
    if site.closures.exclude(day=day).count() >= CLOSURES_AT_MOST:
        raise ValidationError(_("A site holds at most %d closed days.") % CLOSURES_AT_MOST, code="too_many")
    closure, _new = Closure.objects.update_or_create(site=site, day=day, defaults={"reason": reason})
    publish(ClosureSet(day=day.isoformat()), to=site.stream, by=by.pk, at=now)
    return closure


@transaction.atomic
def lift_closure(site_id: int, *, by: Member, day: date, now: datetime) -> None:
    site = locked_site(site_id, by)
    gone, _rows = Closure.objects.filter(site=site, day=day).delete()
    if gone:
        publish(ClosureLifted(day=day.isoformat()), to=site.stream, by=by.pk, at=now)
