"""Notices: who is told. One row per (event, recipient), which counts until it is read or its cause is gone; a live
badge; and mail, which waits a while and says only what is still unread then.

A kind says whether its notices still stand and in which words (`kinds`). The mail of a notice is an envelope, a row
of `mail` with a due time: more may join it until it is sealed and its words are written, the last thing before it goes.
"""

from realtime.notices import live, mails
from realtime.notices.facts import Noticed, NoticesGone, NoticesRead
from realtime.notices.kinds import NoticeKind, all_kinds, declare, standing
from realtime.notices.models import MailHours, Muted, Notice, Tray, Way
from realtime.notices.preferences import ways_of
from realtime.notices.questions import BY_READER, declare_question
from realtime.notices.telling import mark_read, notify, reconsider, tray_of, unread_count
from realtime.notices.unsubscribing import DAILY, unsubscribe_token, unsubscribed_by

__all__ = [
    "BY_READER",
    "DAILY",
    "MailHours",
    "Muted",
    "Notice",
    "NoticeKind",
    "Noticed",
    "NoticesGone",
    "NoticesRead",
    "Tray",
    "Way",
    "all_kinds",
    "declare",
    "declare_question",
    "live",
    "mails",
    "mark_read",
    "notify",
    "reconsider",
    "standing",
    "tray_of",
    "unread_count",
    "unsubscribe_token",
    "unsubscribed_by",
    "ways_of",
]
