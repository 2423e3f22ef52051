"""Notices: the member's tray, what they are told and how, and in the demo the mails that went out.

A notice is unread until its member opens the place it leads to, by the tray or any other way, or reads them all. What
is about one thread or conversation is one line of the tray.
"""
