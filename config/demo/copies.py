"""Chapter: the founder has asked for a copy of all that is theirs; the worker puts it together when it starts."""

from config.demo.story import Story
from network.mydata import actions


def tell(story: Story) -> None:
    actions.ask(by=story.cast["founder"], now=story.ago(hours=1))
