"""What is asked before a weighty step of a session."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.sessions.models import Session
from events.sessions.notices import move_in_words
from events.sessions.queries import told_of_move
from ground.web.asking import Change, Question
from network.members.models import Member

CANCEL = Question(
    gettext_lazy("Cancel this session?"),
    gettext_lazy("It stays on the agenda, crossed out. All who planned it are told."),
    gettext_lazy("Cancel the session"),
)


def _session(request: HttpRequest, session_id: int) -> Session:
    return Session.objects.select_related("show", "hall").get(pk=session_id)


def _moves(was: Session, request: HttpRequest, session_id: int) -> Question | None:
    """A change that moves nothing, or that nobody has planned, tells nobody."""
    assert isinstance(request.user, Member)
    session = _session(request, session_id)
    told = told_of_move(was, session, request.user)
    if not told:
        return None
    who = ngettext("%(n)s person who planned it is told.", "%(n)s people who planned it are told.", told) % {"n": told}
    return Question(_("Move this session?"), f"{move_in_words(was, session)}. {who}", _("Move it"))


MOVE = Change(_session, _moves)
