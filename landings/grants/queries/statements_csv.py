"""A statement as CSV, for a spreadsheet that must not be made to calculate what a cell says."""

import csv
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from ground.money.formats import in_major
from ground.words.cells import harmless
from landings.grants.queries.statements import Statement


def as_csv(statement: Statement) -> str:
    """UTF-8 text with a mark at its head, so that spreadsheets read names rightly. Amounts in major units."""
    made = StringIO()
    made.write("\ufeff")
    writer = csv.writer(made)
    writer.writerow(
        [
            _("Number"),
            _("Moment"),
            _("What"),
            _("Firm"),
            _("From"),
            _("To"),
            _("Amount"),
            _("In"),
            _("Out"),
            _("Balance"),
            _("Currency"),
            _("Reference"),
            _("By"),
        ]
    )
    writer.writerows(_rows(statement))
    return made.getvalue()


def _rows(statement: Statement) -> Iterator[list[str]]:
    for entry in statement.entries:
        row = entry.transfer
        amounts = (row.amount, entry.into, entry.out, entry.balance)
        yield [
            str(row.pk),
            row.at.isoformat(timespec="seconds"),
            harmless(row.reason_label),
            harmless(entry.landing.firm.name if entry.landing else ""),
            harmless(row.credit.label),
            harmless(row.debit.label),
            *(str(in_major(amount, row.currency)) for amount in amounts),
            row.currency,
            harmless(row.reference),
            harmless(row.by.name if row.by else ""),
        ]
