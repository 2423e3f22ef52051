"""The doors of members."""

from ground.web.policies import GET_POST, POST, members, route
from network.members import questions, views

urlpatterns = [
    route("me/", views.me, name="me", who=members()),
    route("me/settings/", views.settings, name="settings", who=members(), methods=GET_POST),
    route("me/profile/<slug:step>/", views.step, name="step", who=members(), methods=GET_POST, limited="upload"),
    route("me/languages/<str:language>/drop/", views.drop_language, name="drop-language", who=members(), methods=POST),
    route(
        "me/photo/drop/", views.drop_photo, name="drop-photo", who=members(), methods=POST, asks=questions.DROP_PHOTO
    ),
    route("members/<int:member_id>/", views.member, name="member", who=members()),
    route("members/<int:member_id>/photo/", views.photo, name="photo", who=members()),
]
