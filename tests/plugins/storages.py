"""Storages are reached outside transactions only: one may be another machine, and let whoever writes wait."""

from functools import wraps

from django.core.files.storage import FileSystemStorage, InMemoryStorage, Storage

from ground.tables import commits

WAITS = ((Storage, "save"), (FileSystemStorage, "delete"), (InMemoryStorage, "delete"))


def keep_out_of_transactions(patch):
    """For the whole run. The transaction around a test counts for nothing."""
    for storage, name in WAITS:
        patch.setattr(storage, name, outside(getattr(storage, name)))


def outside(plain):
    @wraps(plain)
    def guarded(*args, **kwargs):
        commits.refuse_in_transaction(plain.__qualname__)
        return plain(*args, **kwargs)

    return guarded
