from datetime import datetime

from django.db import transaction

from ground.words.markdown import render
from network.members.models import Member
from network.papers.models import Paper


def write(*, kind: str, language: str, body: str, by: Member | None, now: datetime) -> Paper:
    """Put a paper in place of what it said before in this language. `by` is None for the demo."""
    values = {"body": body, "html": render(body), "changed_by": by, "changed_at": now}
    with transaction.atomic():
        paper, _new = Paper.objects.update_or_create(kind=kind, language=language, defaults=values)
    return paper


@transaction.atomic
def withdraw(paper_id: int) -> None:
    Paper.objects.filter(pk=paper_id).delete()
