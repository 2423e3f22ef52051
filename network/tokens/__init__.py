"""Access tokens: a member's keys for programs of their own.

A *token* acts as its member, within the *scopes* that it was given, until a day that was chosen. It is shown once, and
kept as a hash. It is ended by its member at any time, and lets nobody in from that moment on. Making and ending one
are security events; making one is mailed, too, and asks for a proof of who one is.
"""
