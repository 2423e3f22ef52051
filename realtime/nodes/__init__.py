"""Nodes: the processes that serve sockets, as each says itself, and how one is emptied before it ends."""
