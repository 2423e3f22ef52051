"""Chapter: what the cast keep of the forums for later, of what they wanted to be reminded, and what they have begun."""

from datetime import timedelta
from typing import Final

from config.demo.story import Story
from network.bookmarks import actions
from network.forums import actions as forums
from network.forums.models import Post, Thread

# For whom, from which board, how many hours ago, with which note, and in how many hours from then to be reminded.
KEPT: Final = (
    ("founder", "money", 52, "The table of bank charges: send it to our bookkeeper.", 48),
    ("founder", "contracts", 30, "Ask our lawyer whether this clause holds in Ontario.", 96),
    ("founder", "europe", 26, "", 0),
    ("founder", "selling", 9, "Try this opening at the next show.", 0),
    ("commissioner", "europe", 20, "Two of my firms need exactly this.", 18),
    ("host", "people", 15, "", 40),
)
# By whom, on which board, how many hours ago: the beginning of a reply to its newest thread.
BEGUN: Final = (
    ("founder", "selling", 6, "We tried both. The shorter call worked better, and the second one was"),
    ("host", "europe", 11, "In Rotterdam you can use our address for the first three months. What they ask for is"),
)


def tell(story: Story) -> None:
    for role, board, hours, note, later in KEPT:
        at, member = story.ago(hours=hours), story.cast[role]
        here = Post.objects.standing().filter(thread__board__slug=board, written_at__lt=at).exclude(author=member)
        post = here.exclude(number=1).order_by("-written_at", "-pk")[0]
        remind_at = at + timedelta(hours=later) if later else None
        actions.keep_post(post.pk, by=member, note=note, remind_at=remind_at, now=at)
    actions.remind_due(now=story.now)
    for role, board, hours, words in BEGUN:
        thread = Thread.objects.filter(board__slug=board, removed_at=None, locked_at=None).newest_first()[0]
        typed = forums.Typed(body=words)
        forums.draft_reply(thread.pk, by=story.cast[role], typed=typed, now=story.ago(hours=hours))
