from django.db.models import QuerySet

from ground.web import personal_links
from landings.letters.models import Letter, PersonalLink
from landings.placements.models import Landing


def link_of(token: str) -> PersonalLink | None:
    """The mailing that this secret belongs to, whether or not it still opens."""
    loaded = PersonalLink.objects.select_related(
        "letter__stream", "letter__landing__firm", "letter__landing__site", "letter__landing__programme"
    )
    return loaded.filter(digest=personal_links.digest_of(token)).first()


def letters_of(landing: Landing) -> QuerySet[Letter]:
    return landing.letters.for_list()
