"""The double-entry ledger (guarantee G6): accounts that areas name, and transfers that are only ever added.

Each *transfer* is one row: it raises the debit account and lowers the credit account by the same positive amount of
minor units. An *account* belongs to whatever an area says (a kind and an id) and has a *purpose* that the area has
registered, which says what it is called and whether it may go below zero. A transfer says what it was made *about* and
for which *reason*, both registered too, and the area says by which chained events it is vouched for, so that
`manage.py verify_ledger` finds what somebody with the database's keys has done.
"""
