"""The doors of calendar."""

from ground.web.policies import POST, bearer, members, route
from network.calendar import questions, views

urlpatterns = [
    route("calendar/", views.calendar, name="calendar", who=members()),
    route(
        "calendar/renew/", views.renew, name="renew-calendar-feed", who=members(), methods=POST, asks=questions.RENEW
    ),
    route(
        "calendar/revoke/",
        views.revoke,
        name="revoke-calendar-feed",
        who=members(),
        methods=POST,
        asks=questions.REVOKE,
    ),
    route("calendar/<str:token>.ics", views.feed, name="calendar-feed", who=bearer()),
]
