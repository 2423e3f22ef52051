"""Signing: a text sealed by its hash, the versions before it, and who signed it when, for anybody to verify.

A *kind* of thing that is signed (a letter; agreements, orders, settlements and plans) is registered by its area: who
may sign it, what of it is shown to whoever holds its seal, and what the area's own streams and rows tell of it. Each
*version* of a thing is a document; its *seal* is SHA-256 of the document as canonical JSON, which names the version and
the seal of the one before. A version is never changed: a correction is a new one. Each *party* signs a version once.
"""
