"""The doors of recommendations."""

from ground.web.policies import GET_POST, OWN, POST, members, only, route
from network.recommendations import questions, views

MINE = only(member=OWN)
ONE = "recommendations/<int:recommendation_id>/"

urlpatterns = [
    route("recommendations/", views.recommendations, name="recommendations", who=members()),
    route(ONE, views.recommendation, name="recommendation", who=MINE),
    route(f"{ONE}piece/", views.piece, name="recommendation-piece", who=MINE),
    route(f"{ONE}words/", views.change, name="change-recommendation", who=MINE, methods=GET_POST, limited="post"),
    route(f"{ONE}change/", views.ask_change, name="ask-for-change", who=MINE, methods=GET_POST, limited="post"),
    route(f"{ONE}show/", views.show, name="show-recommendation", who=MINE, methods=POST),
    route(f"{ONE}keep/", views.keep, name="keep-recommendation", who=MINE, methods=POST),
    route(f"{ONE}decline/", views.decline, name="decline-recommendation", who=MINE, methods=POST),
    route(
        f"{ONE}withdraw/",
        views.withdraw,
        name="withdraw-recommendation",
        who=MINE,
        methods=POST,
        asks=questions.withdraw,
    ),
    route(
        "members/<int:member_id>/recommend/",
        views.recommend,
        name="recommend",
        who=members(),
        methods=GET_POST,
        limited="connect",
    ),
    route(
        "members/<int:member_id>/recommend/ask/",
        views.ask,
        name="ask-for-recommendation",
        who=members(),
        methods=GET_POST,
        limited="connect",
    ),
]
