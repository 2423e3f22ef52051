"""The doors of booths."""

from events.booths import questions, views
from ground.web.policies import GET_POST, OWN, POST, members, only, route

EXHIBITOR, ORGANISER = only(exhibitor=OWN), only(organiser=OWN)

urlpatterns = [
    route("exhibiting/", views.exhibiting, name="exhibiting", who=members()),
    route("booths/<int:booth_id>/", views.booth, name="booth", who=members()),
    route("booths/<int:booth_id>/company/", views.company, name="booth-company", who=members()),
    route("booths/<int:booth_id>/desk/", views.desk, name="booth-desk", who=EXHIBITOR),
    route("booths/<int:booth_id>/edit/", views.edit, name="edit-booth", who=EXHIBITOR, methods=GET_POST),
    route(
        "booths/<int:booth_id>/staff/",
        views.staff,
        name="booth-staff",
        who=EXHIBITOR,
        methods=GET_POST,
        limited="invitation",
        asks=questions.staff,
    ),
    route(
        "booths/<int:booth_id>/staff/leave/",
        views.remove_staff,
        name="leave-staff",
        who=EXHIBITOR,
        methods=POST,
        asks=questions.remove_staff,
    ),
    route(
        "booths/<int:booth_id>/sheets/new/",
        views.add_sheet,
        name="add-sheet",
        who=EXHIBITOR,
        methods=GET_POST,
        limited="upload",
    ),
    route("booths/<int:booth_id>/place/", views.move, name="move-booth", who=ORGANISER, methods=GET_POST),
    route(
        "booths/<int:booth_id>/withdraw/",
        views.withdraw,
        name="withdraw-booth",
        who=ORGANISER,
        methods=POST,
        asks=questions.withdraw,
    ),
    route(
        "halls/<int:hall_id>/booths/new/",
        views.assign,
        name="assign-booth",
        who=ORGANISER,
        methods=GET_POST,
        asks=questions.assign,
    ),
    route(
        "duties/<int:duty_id>/cancel/",
        views.cancel_duty,
        name="cancel-duty",
        who=EXHIBITOR,
        methods=POST,
        asks=questions.cancel_duty,
    ),
    route("sheets/<int:sheet_id>/file/", views.sheet_file, name="sheet-file", who=members()),
    route(
        "sheets/<int:sheet_id>/edit/",
        views.edit_sheet,
        name="edit-sheet",
        who=EXHIBITOR,
        methods=GET_POST,
        limited="upload",
    ),
    route(
        "sheets/<int:sheet_id>/remove/",
        views.remove_sheet,
        name="remove-sheet",
        who=EXHIBITOR,
        methods=POST,
        asks=questions.REMOVE_SHEET,
    ),
]
