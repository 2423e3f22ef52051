"""What the worker has sent, and links in it."""

import re

from django.core import mail
from django.utils import timezone

from realtime.jobs.mail import send_due


def sent():
    """The newest mail, once the worker has sent what waits."""
    send_due(now=timezone.now())
    return mail.outbox[-1]


def link_in(message):
    """The first address of ours in it, without the host."""
    return re.search(r"https?://(?:testserver|localhost:8000)(/\S+)", message.body).group(1)
