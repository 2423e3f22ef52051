"""The doors of bookmarks."""

from ground.web.policies import GET_POST, OWN, POST, members, only, route
from network.bookmarks import questions, views

mine = only(member=OWN)

urlpatterns = [
    route("forums/bookmarks/", views.bookmarks, name="bookmarks", who=members()),
    route("forums/bookmarks/<int:bookmark_id>/", views.bookmark, name="bookmark", who=mine, methods=GET_POST),
    route("forums/bookmarks/<int:bookmark_id>/done/", views.done, name="bookmark-done", who=mine, methods=POST),
    route(
        "forums/bookmarks/<int:bookmark_id>/drop/",
        views.drop,
        name="bookmark-drop",
        who=mine,
        methods=POST,
        asks=questions.DROP,
    ),
    route(
        "forums/posts/<int:post_id>/bookmark/", views.keep_post, name="post-bookmark", who=members(), methods=GET_POST
    ),
    route(
        "forums/threads/<int:thread_id>/bookmark/",
        views.keep_thread,
        name="thread-bookmark",
        who=members(),
        methods=GET_POST,
    ),
]
