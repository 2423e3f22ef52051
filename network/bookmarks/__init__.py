"""Bookmarks: what a member keeps of the forums for later, for themselves alone.

A *bookmark* is of a post or of a whole thread; it may have a *note*, and a *reminder*: a moment at which its member is
told, and from which on it stands on their desk until they are *done* with it. Of a post that was deleted or hidden, of
a thread that was removed or can no longer be read, it is as if there were none; where that comes back, so does it. The
stream behind a member's bookmarks is their *shelf*.
"""
