"""The doors of shows: what the organiser arranges, and the visitor's place."""

from events.shows import questions, views
from ground.web.policies import GET_POST, OWN, POST, members, only, route

ORGANISER = only(organiser=OWN)

urlpatterns = [
    route("shows/new/", views.make, name="make-show", who=members(), methods=GET_POST, limited="opening"),
    route(
        "shows/<slug:show>/edit/", views.edit, name="edit-show", who=ORGANISER, methods=GET_POST, asks=questions.MOVE
    ),
    route("shows/<slug:show>/turn/", views.turn, name="turn-show", who=ORGANISER, methods=POST, asks=questions.turn),
    route("shows/<slug:show>/halls/new/", views.add_hall, name="add-hall", who=ORGANISER, methods=GET_POST),
    route("shows/<slug:show>/register/", views.register, name="register", who=members(), methods=POST),
    route(
        "shows/<slug:show>/leave/",
        views.unregister,
        name="unregister",
        who=members(),
        methods=POST,
        asks=questions.LEAVE,
    ),
    route("days/<int:day_id>/", views.hours, name="hours", who=ORGANISER, methods=GET_POST, asks=questions.HOURS),
    route("halls/<int:hall_id>/edit/", views.edit_hall, name="edit-hall", who=ORGANISER, methods=GET_POST),
]
