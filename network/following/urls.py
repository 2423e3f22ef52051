"""The doors of following."""

from ground.web.policies import POST, members, route
from network.following import views

ORGANISATION = "organisations/<slug:slug>/"
MEMBER = "members/<int:member_id>/"

urlpatterns = [
    route("following/", views.following, name="following", who=members()),
    route(f"{ORGANISATION}follow/", views.follow_organisation, name="follow-organisation", who=members(), methods=POST),
    route(
        f"{ORGANISATION}unfollow/",
        views.unfollow_organisation,
        name="unfollow-organisation",
        who=members(),
        methods=POST,
    ),
    route(f"{MEMBER}follow/", views.follow_member, name="follow-member", who=members(), methods=POST),
    route(f"{MEMBER}unfollow/", views.unfollow_member, name="unfollow-member", who=members(), methods=POST),
    route("following/markets/", views.follow_market, name="follow-market", who=members(), methods=POST),
    route(
        "following/markets/<str:country>/unfollow/",
        views.unfollow_market,
        name="unfollow-market",
        who=members(),
        methods=POST,
    ),
]
