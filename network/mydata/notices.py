"""Its owner is told by tray and by mail: where it is to be fetched, and never what is in it."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.mydata.facts import ExportDeleted, ExportFailed, ExportMade
from network.mydata.models import Export
from network.mydata.tellings import READY
from realtime.jobs import mail
from realtime.jobs.handlers import on
from realtime.notices import NoticeKind, declare_question, notify
from realtime.streams import Event

declare_question(
    NoticeKind(READY, label=gettext_lazy("My data is ready"), mail=False, own_mail=True),
    until={ExportDeleted: "export_id"},
)


@on(ExportMade, ExportFailed)
def tell_its_owner(event: Event) -> None:
    export = Export.objects.select_related("member").get(pk=event.told.export_id)
    notify([export.member_id], kind=READY, event=event, params={}, path=reverse("network:my-data"))
    _mail(export, event)


def _mail(export: Export, event: Event) -> None:
    member = export.member
    with translation.override(member.language):
        words = {"export": export, "link": settings.SITE_URL + reverse("network:my-data")}
        made = export.failed_at is None
        mail.send_once(
            key=f"export-{export.pk}-{event.seq}",
            to=member.email,
            member=member.pk,
            subject=_("Your data is ready") if made else _("Your data could not be put together"),
            text=render_to_string("network/mydata/mail/ready.txt" if made else "network/mydata/mail/failed.txt", words),
            now=event.at,
        )
