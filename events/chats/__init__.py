"""Chats: the talk in a *room* of a show, a booth or a session, live and kept.

The talk itself is a conversation (`network.conversations`) on the room's own stream. Here is what a show makes of it:
everyone who sees the room reads; who is registered, the room's hosts and the organiser speak (`rules.py`); hosts hide
and show again; after the show it is read only. Who sees a room is no rule of chats: a booth's chat is seen by whoever
`Booth.objects.visible_to` shows the booth (`events/booths/models/booths.py`), that is who sees its show; a session's
likewise.
"""
