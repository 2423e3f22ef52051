"""An invented user of the ledger, that shares nothing with grants: a buyer's money held until the work is done."""

from datetime import UTC, datetime

from ground.money.ledger.accounts import AccountOf
from ground.money.ledger.moving import Posting, move
from ground.money.ledger.registry import Purpose

NOW = datetime(2026, 5, 20, 15, 0, tzinfo=UTC)
PURPOSES = (
    Purpose("buyer", "outside", "The buyer’s bank", may_go_below=True),
    Purpose("deal", "held", "Held"),
    Purpose("deal", "released", "Released to the seller"),
    Purpose("deal", "refunded", "Refunded to the buyer"),
)
REASONS = {"paid_in": "Paid in", "done": "The work is done", "called_off": "Called off"}


def outside(currency="EUR"):
    return AccountOf("buyer", 9, "outside", currency)


def held(deal, currency="EUR"):
    return AccountOf("deal", deal, "held", currency)


def released(deal):
    return AccountOf("deal", deal, "released", "EUR")


def refunded(deal):
    return AccountOf("deal", deal, "refunded", "EUR")


def why(deal, reason):
    return Posting("deal", deal, reason, None, NOW, reference=f"D{deal}")


def pay_in(deal, amount, currency="EUR"):
    return move(amount, debit=held(deal, currency), credit=outside(currency), posting=why(deal, "paid_in"))


def release(deal, amount):
    return move(amount, debit=released(deal), credit=held(deal), posting=why(deal, "done"))


def refund(deal, amount):
    return move(amount, debit=refunded(deal), credit=held(deal), posting=why(deal, "called_off"))
