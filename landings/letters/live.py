from landings.letters.facts import LetterDeclined, LetterDue, LetterMailed, LetterSigned
from landings.letters.models import Letter
from landings.placements.models import Landing
from network.members.models import Member
from realtime import live
from realtime.access import OWN, only
from realtime.streams import Event


def _may_read(member_id: int | None, stream_id: int) -> bool:
    member = Member.objects.filter(pk=member_id or 0).first()
    if member is None:
        return False
    return Letter.objects.visible_to(member).filter(stream_id=stream_id).exists()


live.register(live.StreamKind("letter", may_read=_may_read, who=only(founder=OWN, host=OWN, officer=OWN, member=OWN)))


@live.shows(LetterDue, LetterMailed, LetterSigned, LetterDeclined, in_="letter")
def state(event: Event) -> list[live.Piece]:
    return [live.refresh(f"letter-{event.told.letter_id}")]


@live.shows(LetterDue, LetterMailed, LetterSigned, LetterDeclined, in_="landing")
def on_the_landing(event: Event) -> list[live.Piece]:
    """The landing's page fetches its panel of letters anew, with the viewer's rights."""
    landing = Landing.objects.get(letters=event.told.letter_id)
    return [live.refresh(f"letters-of-{landing.pk}")]
