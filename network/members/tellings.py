"""How members are named in tellings: fetched once for all lines of a page."""

from network.members.models import Member, photo_url
from realtime.tellings import Face, Scene, name_people
from realtime.tellings.scenes import Row


def face(row: Row, prefix: str = "") -> Face:
    """Of a row that has the member's `pk`, `name` and `photo`, each under this prefix."""
    pk, photo = row[f"{prefix}pk"], row[f"{prefix}photo"]
    return Face(pk, row[f"{prefix}name"], photo_url(pk, photo))


FACE = {"pk": "pk", "name": "name", "photo": "photo"}
name_people(
    Scene(
        of=lambda event, told: event.actor,
        rows=Member.objects.all,
        key="pk",
        fields=FACE,
        shaped=lambda row: {"face": face(row)},
    )
)
