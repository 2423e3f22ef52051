"""The page of a desk: one for every role, with what waits for me, most urgent first, and my places beside it.

What waits is kept by `network.desk`; it stands up here because beside it stands something of every area. There is no
desk of officers, of hosts or of firms: each feature's `desk.py` says what waits for which group (`OFFICERS` of
`landings/programmes/desk.py`, say), and whoever is in it finds it here.
"""
