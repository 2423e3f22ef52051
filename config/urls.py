"""Every door, area by area."""

from allauth.account.views import signup
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from config import api, front, gallery, offline, robots, second_step
from ground.web.policies import GET_POST, POST, everyone, route

urlpatterns = [
    route("", front.front, name="front", who=everyone()),
    route("theme/", front.theme, name="theme", who=everyone(), methods=POST),
    route("language/", front.language, name="set_language", who=everyone(), methods=POST),
    path("account/password/change/", second_step.password_change, name="account_change_password"),
    route("account/signup/", signup, name="account_signup", who=everyone(), methods=GET_POST, limited="sign-up"),
    route("robots.txt", robots.robots, name="robots", who=everyone()),
    route("favicon.ico", robots.favicon, name="favicon", who=everyone()),
    path("account/", include("allauth.urls")),
    route("offline/", offline.page, name="offline", who=everyone()),
    route("worker.js", offline.worker, name="worker", who=everyone()),
    path("staff/", admin.site.urls),
    path("api/v1/", include((api.urlpatterns, "api"))),
    path("", include("network.urls")),
    path("", include("events.urls")),
    path("", include("landings.urls")),
    path("", include("realtime.urls")),
]

if settings.DEMO:
    urlpatterns += [
        route("design/", gallery.design, name="design", who=everyone()),
        path("", include("config.demo.urls")),
    ]
