"""The kinds of consent that the house itself asks for, in words."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.consents.kinds import ConsentKind, Words
from network.papers.models import Paper


def _agreed(_about: str, _choice: str) -> Words:
    return _("You agreed when you signed up")


def _closing(_about: str) -> str:
    return reverse("network:closing")


OF_PAPERS = tuple(
    ConsentKind(kind.value, kind.label, means=_agreed, where=_closing, change=_("Close your account"))
    for kind in (Paper.Kind.TERMS, Paper.Kind.PRIVACY)
)
