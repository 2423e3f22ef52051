"""A member's calendar as a calendar program asks for it."""

import re

import icalendar
from django.test import Client
from django.urls import reverse


def address_of(client):
    """The secret address of who is logged in, made anew."""
    page = client.post(reverse("network:renew-calendar-feed")).content.decode()
    return re.search(r'value="http://testserver(/calendar/[\w-]+\.ics)"', page)[1]


def events_at(address):
    """The events at an address, by the UID's own part."""
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    calendar = icalendar.Calendar.from_ical(answer.content.decode())
    return {str(event["uid"]).split("@")[0]: event for event in calendar.events}
