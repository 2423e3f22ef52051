"""Recommendations: a few sentences of one member about another, tied to what the two really did with each other.

What they did is a *dealing* (`network/dealings`), which says who may speak of it, and until when. The *writer* writes,
or is *asked* to; the recommended sees it first, and *shows* it on their page, or *keeps* it to themselves. They may ask
once for a change. Whatever the writer changes waits for their yes again; the writer may *withdraw* it at any time. Who
is asked may decline, quietly: to who asked it looks like silence. Each has a stream, which the two read.
"""
