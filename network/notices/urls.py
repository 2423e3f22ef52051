"""The doors of notices."""

from django.conf import settings
from django.urls import URLPattern

from ground.web.policies import GET_POST, OWN, POST, bearer, everyone, members, only, route
from network.notices import views
from network.notices.views import outbox

outbox_doors = [
    route("outbox/", outbox.outbox, name="outbox", who=everyone()),
    route("outbox/<int:mail_id>/", outbox.mail, name="mail", who=everyone()),
]
urlpatterns: list[URLPattern] = [
    route("notices/", views.notices, name="notices", who=members()),
    route("notices/badge/", views.badge, name="badge", who=members()),
    route("notices/news/", views.news, name="tray-news", who=members()),
    route("notices/read/", views.read_all, name="read-all", who=members(), methods=POST),
    route("notices/preferences/", views.preferences, name="preferences", who=members(), methods=GET_POST),
    route("notices/<int:notice_id>/go/", views.go, name="go", who=only(member=OWN), methods=POST),
    route("notices/unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe", who=bearer(), methods=GET_POST),
    *(outbox_doors if settings.DEMO else []),
]
