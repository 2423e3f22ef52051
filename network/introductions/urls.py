"""The doors of introductions."""

from ground.web.policies import GET_POST, OWN, POST, bearer, members, only, route
from network.introductions import questions, views

SIDES_AND_OFFICE = only(commissioner=OWN, member=OWN)

urlpatterns = [
    route("introductions/", views.introductions, name="introductions", who=members()),
    route(
        "introductions/new/",
        views.propose,
        name="propose",
        who=only(commissioner=OWN),
        methods=GET_POST,
        limited="ask",
        asks=questions.propose,
    ),
    route("introductions/<int:introduction_id>/", views.introduction, name="introduction", who=SIDES_AND_OFFICE),
    route(
        "introductions/<int:introduction_id>/piece/",
        views.office_piece,
        name="introduction-piece",
        who=only(commissioner=OWN),
    ),
    route(
        "introductions/<int:introduction_id>/withdraw/",
        views.withdraw,
        name="withdraw-introduction",
        who=only(commissioner=OWN),
        methods=POST,
        asks=questions.WITHDRAW,
    ),
    route(
        "introductions/<int:introduction_id>/close/",
        views.close,
        name="close-introduction",
        who=only(commissioner=OWN),
        methods=POST,
        asks=questions.CLOSE,
    ),
    route(
        "introductions/<int:introduction_id>/times/",
        views.meeting_times,
        name="meeting-times",
        who=SIDES_AND_OFFICE,
        methods=GET_POST,
        limited="ask",
    ),
    route(
        "introductions/times/<int:time_id>/accept/",
        views.accept_time,
        name="accept-time",
        who=SIDES_AND_OFFICE,
        methods=POST,
        asks=questions.accept_time,
    ),
    route(
        "introductions/sides/<int:side_id>/answer/",
        views.answer,
        name="answer-side",
        who=only(member=OWN),
        methods=POST,
        asks=questions.answer,
    ),
    route(
        "introductions/answer/<str:token>/", views.answer_by_link, name="answer-link", who=bearer(), methods=GET_POST
    ),
]
