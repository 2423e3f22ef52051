"""Conversations: talk of two or of many, of one model, one set of actions, one composer and one list of messages.

A *conversation* has a stream: its own where it is private, or that of the place in which it is held (a booth, a
session). Its *kind* is registered by whoever opens such conversations (`rules.ConversationKind`): where it is held and
who may read there, who may say something, who is its *host*, what it is called, where its pages are. The *participants*
of a private one are who takes part: each has a read mark, and is told of what was not seen. A *message* may be taken
back by its author; a host hides it and shows it again: either way a tombstone keeps its place.
"""
