"""The doors of impact."""

from ground.web.policies import everyone, route
from landings.impact import views

urlpatterns = [
    route("impact/<slug:slug>/", views.impact, name="impact", who=everyone()),
    route("impact/<slug:slug>/figures.json", views.impact_json, name="impact-json", who=everyone()),
    route("impact/<slug:slug>/figures.csv", views.impact_csv, name="impact-csv", who=everyone()),
]
