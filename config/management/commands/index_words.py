"""`manage.py index_words`: bring the search index up to date with how this version finds words. Twice does nothing."""

from typing import Any

from django.core.management.base import BaseCommand

from network.directory import index
from network.forums.models import Post
from network.members.models import Member
from network.messages.models import Line
from network.organisations.models import Organisation


class Command(BaseCommand):
    help = "Index what the search does not have yet, or has as an earlier version wrote it."

    def handle(self, **options: Any) -> None:
        for model in (Organisation, Member, Post, Line):
            if count := index.refresh(model):
                self.stdout.write(f"Kontor: indexed {count} of {model._meta.verbose_name_plural}")
