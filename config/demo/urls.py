"""The demo's own door."""

from config.demo import views
from ground.web.policies import POST, everyone, route

app_name = "demo"
urlpatterns = [route("demo/enter/", views.enter, name="enter", who=everyone(), methods=POST)]
