"""The demo's post: every mail that it has written, read by anybody, sent to nobody."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import urlize
from django.utils.safestring import mark_safe

from ground.tables.pages import older_than, page_of
from ground.web import page_keys
from realtime.jobs.mail import Mail

PAGE = 30
# The demo may be served at another port than the one it was told at.
OURS = re.compile(rf'href="(?:{re.escape(settings.SITE_URL)}|https?://(?:localhost|127\.0\.0\.1)(?::\d+)?)/')


def outbox(request: HttpRequest) -> HttpResponse:
    to, before = request.GET.get("to", "")[:254], page_keys.key_in(request)
    # What waits for its words is no mail yet: it may never be one.
    mails = Mail.objects.exclude(subject="").order_by("-id").defer("text", "html")
    if to:
        mails = mails.filter(to__icontains=to)
    rows, last = page_of(older_than(mails, before), PAGE)
    words = {"mails": rows, "to": to, "older": last.pk if last else 0, "later": before}
    return render(request, "network/notices/outbox.html", words)


def mail(request: HttpRequest, mail_id: int) -> HttpResponse:
    """One mail as text, its links leading here wherever the demo is served."""
    found = get_object_or_404(Mail.objects.exclude(subject=""), pk=mail_id)
    body = OURS.sub('href="/', urlize(found.text, nofollow=True, autoescape=True))
    return render(request, "network/notices/mail.html", {"mail": found, "body": mark_safe(body)})  # noqa: S308
