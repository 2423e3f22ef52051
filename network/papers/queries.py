from django.conf import settings

from ground.tables.worded import Worded
from network.papers.models import Paper

# Asked by the foot of each page.
_KINDS = Worded(lambda: Paper.objects.order_by().values_list("kind", flat=True).distinct())


def paper_in(kind: str, language: str) -> Paper | None:
    """In the reader's language, else in the site's, else in any."""
    wanted = (language, settings.LANGUAGE_CODE)
    found = {paper.language: paper for paper in Paper.objects.filter(kind=kind).order_by("language", "pk")}
    return next((found[code] for code in wanted if code in found), next(iter(found.values()), None))


def written() -> list[Paper.Kind]:
    """The kinds that there are, in the order of their list."""
    there = set(_KINDS.objects())
    return [kind for kind in Paper.Kind if kind in there]


def missing() -> list[Paper.Kind]:
    there = written()
    return [kind for kind in Paper.Kind if kind not in there]
