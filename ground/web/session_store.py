"""Sessions in the database, as Django keeps them; what every request and every socket reads is worded once."""

from typing import Final

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from ground.tables.worded import Worded

_KEPT: Final = Worded(lambda key: Session.objects.filter(session_key=key))


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        """The row, unless it has ended; then the key is let go of, as Django does."""
        found = _KEPT.first(key=self.session_key or "")
        if found is None or found.expire_date <= timezone.now():
            self._session_key = None
            return None
        return found
