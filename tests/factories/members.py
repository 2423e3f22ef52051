"""Members, made quickly."""

from itertools import count

from allauth.account.models import EmailAddress

from network.members.models import Member

_number = count(1)


def make_member(name="", email="", **fields):
    n = next(_number)
    member = Member(email=email or f"member{n}@kontor.example", name=name or f"Member {n}", **fields)
    member.set_unusable_password()
    member.save()
    return member


def confirm_address(member, email=""):
    """The member has confirmed that an address is theirs: their own, or another."""
    email = email or member.email
    EmailAddress.objects.create(user=member, email=email, verified=True, primary=email == member.email)
    return member
