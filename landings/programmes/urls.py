"""The doors of programmes."""

from ground.web.policies import GET_POST, OWN, POST, everyone, only, route
from landings.programmes import questions, views

OFFICER = only(officer=OWN)
ONE = "landings/programmes/<slug:slug>/"

urlpatterns = [
    route(ONE, views.programme, name="programme", who=everyone()),
    route(f"{ONE}versions/<int:number>/", views.version, name="programme-version", who=everyone()),
    route(f"{ONE}rules/", views.edit, name="programme-rules", who=OFFICER, methods=GET_POST),
    route(f"{ONE}rules/languages/", views.in_languages, name="programme-languages", who=OFFICER, methods=GET_POST),
    route(
        f"{ONE}rules/publish/", views.publish, name="publish-rules", who=OFFICER, methods=POST, asks=questions.publish
    ),
    route(
        f"{ONE}rules/discard/", views.discard, name="discard-rules", who=OFFICER, methods=POST, asks=questions.DISCARD
    ),
    route(f"{ONE}close/", views.close, name="close-programme", who=OFFICER, methods=POST, asks=questions.CLOSE),
    route(f"{ONE}reopen/", views.reopen, name="reopen-programme", who=OFFICER, methods=POST, asks=questions.REOPEN),
    route(
        f"{ONE}people/", views.people, name="programme-people", who=OFFICER, methods=GET_POST, asks=questions.appoint
    ),
    route(
        f"{ONE}people/dismiss/",
        views.dismiss,
        name="dismiss-officer",
        who=OFFICER,
        methods=POST,
        asks=questions.dismiss,
    ),
]
