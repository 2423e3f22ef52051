"""What is asked before a weighty step of an introduction."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.web.asking import Question
from network.introductions.models import Introduction, MeetingTime, Side

WITHDRAW = Question(
    gettext_lazy("Withdraw this introduction?"), gettext_lazy("Their question closes; nobody is told why.")
)
CLOSE = Question(
    gettext_lazy("Close this introduction?"),
    gettext_lazy("The office keeps what came of it. It can’t be opened again."),
    gettext_lazy("Close"),
)


def propose(request: HttpRequest) -> Question:
    made = Introduction.objects.prefetch_related("sides__member").latest("pk")
    one, other = (side.member.name for side in made.sides.all())
    return Question(
        _("Ask %(one)s and %(other)s now?") % {"one": one, "other": other},
        _("Each is asked in private and by mail, with your words. Only you see what they answer."),
        _("Ask both"),
    )


def answer(request: HttpRequest, side_id: int) -> Question:
    side = Side.objects.get(pk=side_id)
    other = Side.objects.select_related("member").exclude(pk=side.pk).get(introduction_id=side.introduction_id).member
    words = {
        "yes": _("Say yes to meeting %(other)s?"),
        "later": _("Answer later whether you would meet %(other)s?"),
        "no": _("Say no to meeting %(other)s?"),
    }[side.answer]
    return Question(
        words % {"other": other.name},
        _("Only the commissioner sees your answer. A no is never told to the other person."),
        side.get_answer_display(),
    )


def accept_time(request: HttpRequest, time_id: int) -> Question:
    who = MeetingTime.objects.select_related("suggested_by").get(pk=time_id).suggested_by
    return Question(
        _("Agree to meet then?"), _("%(who)s is told, and the meeting stands.") % {"who": who.name}, _("Agree")
    )
