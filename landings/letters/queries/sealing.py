"""A letter as a thing that is signed: by whom, and what of it whoever holds its seal is shown."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from landings.letters import rules
from landings.letters.models import SIGNED_AS, Letter
from landings.letters.queries import printing, verify
from network.signing import kinds
from network.signing.models import SealedText


def _shown(version: SealedText) -> kinds.Shown:
    loaded = Letter.objects.select_related("landing__firm", "landing__programme")
    letter = loaded.get(pk=version.subject)
    after = ngettext("%(wave)s month after the return", "%(wave)s months after the return", letter.wave)
    return kinds.Shown(
        title=_("Verify a letter"),
        facts=(
            (_("Firm"), str(letter.landing.firm)),
            (_("Programme"), str(letter.landing.programme)),
            (_("Letter"), after % {"wave": letter.wave}),
        ),
        note=_("The figures are the firm’s own and are not shown here."),
        alarm=_("What we keep is not what was signed. Tell the programme."),
        onward=_("See what all letters of the programme say together."),
        action=_("Impact"),
        path=reverse("landings:impact", args=[letter.landing.programme.slug]),
    )


kinds.register(
    kinds.SignedKind(
        name=SIGNED_AS,
        may_sign=rules.may_sign,
        shown=_shown,
        printed=printing.printed,
        told=verify.told,
        unlike=verify.unlike,
    )
)
