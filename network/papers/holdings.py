"""Papers are the house's: of a member there is only who has changed one."""

from django.utils.translation import gettext_lazy as _

from network.mydata.registry import OF_AN_OFFICE, Holding, Holdings
from network.papers.models import Paper

OWN = Holdings(
    "papers",
    _("The house’s papers"),
    (Holding(Paper, of=("changed_by",), because="a paper is the house's", stays=OF_AN_OFFICE),),
)
