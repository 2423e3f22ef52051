"""What is a member's here: what they have signed, with its words and its PDFs."""

from django.utils.translation import gettext_lazy as _

from network.mydata.registry import OF_A_CONTRACT, Holding, Holdings, Rows
from network.signing.models import SealedPdf, Signature


def _pdfs(member_id: int) -> Rows:
    return SealedPdf.objects.filter(text__in=Signature.objects.filter(member_id=member_id).values("text_id"))


OWN = Holdings(
    "signing",
    _("What you have signed"),
    (
        Holding(
            Signature,
            of=("member",),
            name="signatures",
            label=_("signatures, with your name as you signed"),
            gives=("name", "title", "party", "signed_at", "text__kind", "text__seal", "text__document"),
            stays=OF_A_CONTRACT,
        ),
        Holding(
            SealedPdf,
            rows=_pdfs,
            name="pdfs",
            gives=("digest", "made_at"),
            file="file",
            stays=OF_A_CONTRACT,
        ),
    ),
)
