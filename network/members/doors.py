from django.http import HttpRequest

from network.members.models import Member


class MemberRequest(HttpRequest):
    """A request through a door that only members pass: its user is a member."""

    user: Member
