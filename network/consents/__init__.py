"""Consents: what a member agreed to, when, in which version, and how they take it back.

Each is a row that is added and never changed: *given* or *taken back*, about one thing (the terms, mails of a kind,
who sees them at a show). The newest about a thing is what stands. Features say which kinds there are (`kinds.py`), and
write one with the choice itself.
"""
