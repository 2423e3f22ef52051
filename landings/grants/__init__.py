"""Grants: money awarded to a landing, kept in a double-entry ledger that is only ever added to.

Each *transfer* is one row: debit account, credit account, a positive number of minor units. An award moves money from
the *fund* to the landing's *commitments*; an approved advance or claim moves it to *claims payable*; a payment moves it
on to *advances* or *paid*. What is not used goes back to the fund, or is *released* when the fund has lapsed.

A claim has two approvals: an officer approves it (`actions/decisions.py`, `approve_claim`), and another person, who
may send it back, gives the second by paying it (`pay_claim`). Neither is the claimant (`rules.py`; the table refuses
it too). No award goes above the programme's *ceiling* (`actions/awards.py`).
"""
