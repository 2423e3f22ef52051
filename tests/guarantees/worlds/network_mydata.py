from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests.factories.members import make_member
from tests.factories.mydata import kept_export
from tests.guarantees.worlds import World, stream_world, world
from tests.roles import ROLES


def _export(member):
    found = kept_export(member)
    name = found.parts.get().file.name
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(b"PK"))
    return found


@world("export_id")
def export(cast):
    own = {role: {"export_id": _export(cast.member(role)).pk} for role in ROLES}
    return World(own=own, other={"export_id": _export(make_member()).pk}, absent={"export_id": 999_999_999})


@world("export_id", "number")
def part(cast):
    own = {role: {"export_id": _export(cast.member(role)).pk, "number": 1} for role in ROLES}
    return World(
        own=own,
        other={"export_id": _export(make_member()).pk, "number": 1},
        absent={"export_id": 999_999_999, "number": 1},
    )


@stream_world("export")
def stream(cast):
    own = {role: {"stream_id": kept_export(cast.member(role)).stream_id} for role in ROLES}
    return World(
        own=own,
        other={"stream_id": kept_export(make_member()).stream_id},
        absent={"stream_id": 999_999_999},
        closed={"stream_id": kept_export(make_member(is_active=False)).stream_id},
    )
