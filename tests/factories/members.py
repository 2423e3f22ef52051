"""Members, made quickly."""

from itertools import count

from network.members.models import Member

_number = count(1)


def make_member(name="", email="", **fields):
    n = next(_number)
    member = Member(email=email or f"member{n}@kontor.example", name=name or f"Member {n}", **fields)
    member.set_unusable_password()
    member.save()
    return member
