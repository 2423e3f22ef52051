"""Walk every stream's chain of hashes and name what was changed, lost or put elsewhere since it was written."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from realtime.streams import Stream, broken_links
from realtime.streams.vouched import unlike_what_was_told


class Command(BaseCommand):
    help = "Walks every stream's chain of hashes, and the rows that it vouches for. Ends with 1 and names what broke."

    def handle(self, *args: Any, **options: Any) -> None:
        walked = broken = changed = 0
        for stream in Stream.objects.order_by("pk").iterator():
            walked += 1
            if numbers := broken_links(stream):
                broken += 1
                self.stderr.write(f"{stream.name}: broken at {', '.join(map(str, numbers[:20]))}")
        for fault in unlike_what_was_told():
            changed += 1
            self.stderr.write(fault)
        if broken:
            raise CommandError(f"{broken} of {walked} streams are not as they were written.")
        if changed:
            raise CommandError(f"{changed} rows are not what the streams told of them.")
        self.stdout.write(f"{walked} streams are as they were written.")
