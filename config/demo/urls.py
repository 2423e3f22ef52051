"""The demo's own door."""

from config.demo import views
from realtime.access import POST, everyone, route

app_name = "demo"
urlpatterns = [route("demo/enter/", views.enter, name="enter", who=everyone(), methods=POST)]
