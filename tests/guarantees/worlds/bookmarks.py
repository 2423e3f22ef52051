from network.bookmarks.actions import shelf_of
from tests.factories.bookmarks import make_bookmark
from tests.factories.forums import make_post
from tests.factories.members import make_member
from tests.guarantees.worlds import World, stream_world, world
from tests.roles import ROLES

NOWHERE = 999_999_999


@world("bookmark_id")
def bookmark(cast):
    return World(
        own={role: {"bookmark_id": make_bookmark(make_post(), cast.member(role)).pk} for role in ROLES},
        other={"bookmark_id": make_bookmark().pk},
        absent={"bookmark_id": NOWHERE},
        data={"note": "Look again"},
    )


@stream_world("bookmarks")
def shelf(cast):
    return World(
        own={role: {"stream_id": shelf_of(cast.member(role).pk).stream_id} for role in ROLES},
        other={"stream_id": shelf_of(make_member().pk).stream_id},
        absent={"stream_id": NOWHERE},
        closed={"stream_id": shelf_of(make_member(is_active=False).pk).stream_id},
    )
