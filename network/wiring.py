"""What network registers when the program starts: what moves, who is told, and its clock."""

from django.utils.translation import gettext_lazy as _

from network.directory import searching
from network.directory import sources as search_sources
from network.directory import tasks as directory_tasks
from network.feed import introductions as feed_introductions
from network.feed import organisations as feed_organisations
from network.feed import sources as feed_sources
from network.feed import threads as feed_threads
from network.forums import live as forums_live
from network.forums import notices as forums_notices
from network.forums import queries as forums_queries
from network.forums import tasks as forums_tasks
from network.introductions import live as introductions_live
from network.introductions import notices as introductions_notices
from network.introductions import tasks as introductions_tasks
from network.members import arrivals
from network.members import live as members_live
from network.messages import live as messages_live
from network.messages import notices as messages_notices
from network.messages import queries as messages_queries
from network.messages import tasks as messages_tasks
from network.notices import live as notices_live
from network.organisations import live as organisations_live
from network.organisations import notices as organisations_notices
from network.safety import arrivals as safety_arrivals
from network.safety import tasks as safety_tasks

__all__ = [
    "arrivals",
    "directory_tasks",
    "forums_live",
    "forums_notices",
    "forums_tasks",
    "introductions_live",
    "introductions_notices",
    "introductions_tasks",
    "members_live",
    "messages_live",
    "messages_notices",
    "messages_tasks",
    "notices_live",
    "organisations_live",
    "organisations_notices",
    "safety_arrivals",
    "safety_tasks",
    "searching",
]

for source in (feed_threads.boards, feed_threads.replies, feed_introductions.source, feed_organisations.source):
    feed_sources.register(source)

search_sources.register(
    search_sources.SearchSource(
        "forums", label=_("Forums"), find=forums_queries.find_posts, more=forums_queries.all_found
    )
)
search_sources.register(
    search_sources.SearchSource(
        "messages", label=_("Your conversations"), find=messages_queries.find_lines, more=messages_queries.all_found
    )
)
