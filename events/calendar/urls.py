"""The doors of calendar."""

from events.calendar import questions, views
from realtime.access import POST, bearer, everyone, members, route

urlpatterns = [
    route("calendar/", views.calendar, name="calendar", who=members()),
    route("calendar/renew/", views.renew, name="renew-feed", who=members(), methods=POST, asks=questions.RENEW),
    route("calendar/revoke/", views.revoke, name="revoke-feed", who=members(), methods=POST, asks=questions.REVOKE),
    route("calendar/<str:token>.ics", views.feed, name="feed", who=bearer()),
    route("shows/<slug:show>/calendar.ics", views.show_feed, name="show-feed", who=everyone()),
]
