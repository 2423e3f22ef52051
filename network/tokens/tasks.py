from celery import shared_task
from django.utils import timezone

from network.tokens import actions


@shared_task(name="network.tokens.tidy")
def tidy() -> None:
    """Tokens that ended by themselves a month ago."""
    actions.forget_old(now=timezone.now())
