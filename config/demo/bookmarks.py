"""Chapter: what the cast keep of the forums for later, and of what they wanted to be reminded."""

from datetime import timedelta
from typing import Final

from config.demo.story import Story
from network.bookmarks import actions
from network.forums.models import Post

# For whom, from which board, how many hours ago, with which note, and in how many hours from then to be reminded.
KEPT: Final = (
    ("founder", "money", 52, "The table of bank charges: send it to our bookkeeper.", 48),
    ("founder", "contracts", 30, "Ask our lawyer whether this clause holds in Ontario.", 96),
    ("founder", "europe", 26, "", 0),
    ("founder", "selling", 9, "Try this opening at the next show.", 0),
    ("commissioner", "europe", 20, "Two of my firms need exactly this.", 18),
    ("host", "people", 15, "", 40),
)


def tell(story: Story) -> None:
    for role, board, hours, note, later in KEPT:
        at, member = story.ago(hours=hours), story.cast[role]
        here = Post.objects.standing().filter(thread__board__slug=board, written_at__lt=at).exclude(author=member)
        post = here.exclude(number=1).order_by("-written_at", "-pk")[0]
        remind_at = at + timedelta(hours=later) if later else None
        actions.keep_post(post.pk, by=member, note=note, remind_at=remind_at, now=at)
    actions.remind_due(now=story.now)
