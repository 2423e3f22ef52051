"""The doors of itineraries."""

from ground.web.policies import GET_POST, OWN, POST, only, route
from landings.itineraries import questions, views

PARTIES = only(founder=OWN, host=OWN, officer=OWN, member=OWN)
PLANNERS = only(founder=OWN, host=OWN)

urlpatterns = [
    route("landings/<int:landing_id>/itinerary/", views.itinerary, name="itinerary", who=PARTIES),
    route("landings/<int:landing_id>/itinerary/panel/", views.panel, name="itinerary-panel", who=PARTIES),
    route("landings/<int:landing_id>/itinerary.ics", views.calendar, name="itinerary-calendar", who=PARTIES),
    route(
        "landings/<int:landing_id>/itinerary/begin/", views.begin, name="begin-itinerary", who=PLANNERS, methods=POST
    ),
    route(
        "landings/<int:landing_id>/itinerary/meetings/",
        views.take_meetings,
        name="take-meetings",
        who=PLANNERS,
        methods=POST,
    ),
    route("landings/<int:landing_id>/itinerary/add/", views.add_item, name="add-item", who=PLANNERS, methods=GET_POST),
    route("itinerary-items/<int:item_id>/", views.item, name="item", who=PLANNERS, methods=GET_POST),
    route(
        "itinerary-items/<int:item_id>/cancel/",
        views.cancel_item,
        name="cancel-item",
        who=PLANNERS,
        methods=POST,
        asks=questions.CANCEL,
    ),
    route("itinerary-items/<int:item_id>/debrief/", views.debrief, name="debrief", who=only(founder=OWN), methods=POST),
]
