"""Chats: what is said in a *room* of a show, a booth or a session, live and kept.

A room is anything of a show that owns a stream; its feature declares a *room kind* here. A *line* is said by a
visitor who is registered, by the room's hosts or by the organiser. Its author may take it back, a host may hide
it and show it again: either way a tombstone keeps its place.
"""
