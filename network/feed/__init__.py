"""The feed: what happened where a member takes part, newest first, each item saying why it is here.

It is read from the events of the streams; each feature registers which of its facts are worth a line (`registry.py`).
"""
