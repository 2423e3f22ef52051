"""Nobody is found who is no longer here, nor a word of their name."""

from modelsearch import index

from ground.words import searching
from network.directory.models import SearchWord
from network.members.models import Member
from network.mydata.registry import Leaver


def forget_words(leaver: Leaver) -> None:
    """A word of a name that others have, too, is learnt again when they write it."""
    index.remove_object(Member.objects.get(pk=leaver.pk))
    SearchWord.objects.filter(text__in=list(searching.words(leaver.name))).delete()
