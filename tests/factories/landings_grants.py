"""Grants, claims and receipts in a ledger that balances, made quickly through the actions."""

import io
from datetime import UTC, date, datetime
from itertools import count

from currency_converter import CurrencyConverter
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from landings.grants import actions
from landings.grants.actions.claims import Cost
from landings.grants.forms import receipt_from
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer
from tests.factories.members import make_member

_number = count(1)
NOW = datetime(2026, 5, 20, 15, 0, tzinfo=UTC)


def make_grant(landing=None, officer=None, amount=300_000, now=NOW):
    """3,000.00 awarded to a landing by an officer, from the fund of 2026."""
    landing = landing or make_landing()
    officer = officer or make_officer(landing.programme)
    year = landing.programme.fund_years.get(year=2026)
    return actions.award(landing.pk, amount=amount, fund_year_id=year.pk, by=officer, now=now)


def founder_of(landing):
    return landing.application.applicant


def payer_of(landing):
    """A finance colleague: not the one who awards and approves."""
    return make_officer(landing.programme, make_member(), role="finance")


def a_pdf(words=None):
    """The smallest file that a receipt may be; each with its own words."""
    return SimpleUploadedFile(
        "receipt.pdf", b"%%PDF-1.4\n%% %d %s\n%%%%EOF\n" % (next(_number), (words or "x").encode())
    )


def a_picture(form="PNG", size=(40, 30)):
    made = io.BytesIO()
    Image.new("RGB", size, (next(_number) % 256, 20, 30)).save(made, form)
    return SimpleUploadedFile(f"receipt.{form.lower()}", made.getvalue())


def a_table(folder, *days):
    """Rates of these days only: a euro is 1.10 US dollars, 1.50 Canadian ones."""
    rows = "".join(f"{day.isoformat()},1.10,1.50\n" for day in days)
    file = folder / "rates.csv"
    file.write_text(f"Date,USD,CAD\n{rows}")
    return CurrencyConverter(str(file), decimal=True)


def a_cost(**fields):
    values = {
        "spent_on": date(2026, 5, 6),
        "category": "lodging",
        "description": "Room in Rotterdam",
        "amount": 100_000,
        "currency": "CAD",
        **fields,
    }
    receipt = values.pop("receipt", None) or receipt_from(a_pdf())
    return Cost(receipt=receipt, **values)


def make_claim(grant=None, costs=(100_000,), submitted=True, is_final=False, now=NOW):
    """A claim of the founder with a line for each of the costs, in minor units."""
    grant = grant or make_grant()
    founder = founder_of(grant.landing)
    claim = actions.begin_claim(grant.pk, by=founder, now=now)
    for amount in costs:
        actions.add_line(claim.pk, cost=a_cost(amount=amount), by=founder, now=now)
    if submitted:
        claim = actions.submit_claim(claim.pk, is_final=is_final, by=founder, now=now)
    return claim
