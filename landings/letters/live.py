from ground.web.policies import OWN, only
from landings.letters.facts import LetterDeclined, LetterDue, LetterMailed, LetterSigned
from landings.letters.models import Letter
from landings.placements.models import Landing
from network.members.models import Member
from realtime.kinds import pieces
from realtime.kinds.stream_kinds import StreamKind, register
from realtime.streams import Event


def _may_read(member_id: int | None, stream_id: int) -> bool:
    member = Member.objects.filter(pk=member_id or 0).first()
    if member is None:
        return False
    return Letter.objects.visible_to(member).filter(stream_id=stream_id).exists()


register(StreamKind("letter", may_read=_may_read, who=only(founder=OWN, host=OWN, officer=OWN, member=OWN)))


@pieces.shows(LetterDue, LetterMailed, LetterSigned, LetterDeclined, in_="letter")
def state(event: Event) -> list[pieces.Piece]:
    return [pieces.refresh(f"letter-{event.told.letter_id}")]


@pieces.shows(LetterDue, LetterMailed, LetterSigned, LetterDeclined, in_="landing")
def on_the_landing(event: Event) -> list[pieces.Piece]:
    """The landing's page fetches its panel of letters anew, with the viewer's rights."""
    landing = Landing.objects.get(letters=event.told.letter_id)
    return [pieces.refresh(f"letters-of-{landing.pk}")]
