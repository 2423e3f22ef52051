"""`manage.py index_words`: bring the search index up to date with how this version finds words. Twice does nothing."""

from typing import Any

from django.core.management.base import BaseCommand

from network.conversations.models import Message
from network.conversations.rules import private_kinds
from network.directory import actions as directory
from network.forums.models import Post
from network.members.models import Member
from network.organisations.models import Organisation


class Command(BaseCommand):
    help = "Index what the search does not have yet, or has as an earlier version wrote it."

    def handle(self, **options: Any) -> None:
        private = Message.objects.filter(conversation__kind__in=private_kinds())
        for rows in (Organisation.objects.all(), Member.objects.all(), Post.objects.all(), private):
            if count := directory.refresh(rows):
                self.stdout.write(f"Kontor: indexed {count} of {rows.model._meta.verbose_name_plural}")
