"""manage.py verify_ledger: exit 0 when the ledger is sound, else name what is wrong and exit 1."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from ground.money.ledger.models import Account, Transfer
from ground.money.ledger.verify import faults


class Command(BaseCommand):
    help = "Check every account and transfer of the ledger, what vouches for them, and what areas keep there."

    def handle(self, *args: Any, **options: Any) -> None:
        found = faults()
        for fault in found:
            self.stderr.write(fault)
        if found:
            self.stderr.write(f"{len(found)} faults in the ledger.")
            sys.exit(1)
        counts = f"{Transfer.objects.count()} transfers between {Account.objects.count()} accounts"
        self.stdout.write(f"The ledger is sound: {counts}.")
