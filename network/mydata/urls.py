"""The doors of one's own data."""

from ground.web.policies import GET_POST, OWN, POST, members, only, route
from network.mydata import questions, views

urlpatterns = [
    route("me/data/", views.my_data, name="my-data", who=members(), methods=GET_POST),
    route("me/data/exports/", views.exports_piece, name="exports-piece", who=members()),
    route("me/data/<int:export_id>/<int:number>/", views.part, name="export-part", who=only(member=OWN)),
    route(
        "me/data/close/",
        views.closing,
        name="closing",
        who=members(),
        methods=GET_POST,
        asks=questions.CLOSE,
    ),
    route("me/data/close/back/", views.take_back, name="take-back-closing", who=members(), methods=POST),
    route(
        "me/data/<int:export_id>/delete/",
        views.delete,
        name="delete-export",
        who=only(member=OWN),
        methods=POST,
        asks=questions.DELETE,
    ),
]
