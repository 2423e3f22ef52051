"""What the code asks of an address or of a form: the names that it looks up in a request's query or body."""

from contextlib import contextmanager

import pytest
from django.http import QueryDict

BY_NAME = ("__getitem__", "_getlist", "__contains__")
# Who goes through all names asks for none of them: it hands them on as they are.
WHOLE = ("items", "values", "urlencode", "dict", "copy", "__copy__", "__deepcopy__")


@contextmanager
def names_asked():
    """Gives a set that fills with the names looked up meanwhile."""
    asked, whole = set(), []

    def by_name(method):
        def noted(self, name, *words, **more):
            if not whole:
                asked.add(name)
            return method(self, name, *words, **more)

        return noted

    def in_whole(method):
        def gone_through(self, *words, **more):
            whole.append(method)
            try:
                found = method(self, *words, **more)
                return found if isinstance(found, str | dict) else list(found)
            finally:
                whole.pop()

        return gone_through

    with pytest.MonkeyPatch.context() as patch:
        for name in BY_NAME:
            patch.setattr(QueryDict, name, by_name(getattr(QueryDict, name)))
        for name in WHOLE:
            patch.setattr(QueryDict, name, in_whole(getattr(QueryDict, name)))
        yield asked
