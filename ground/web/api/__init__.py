"""API: the same features through one more door, for programs. It knows none of them: each brings its router.

A *router* gathers a feature's operations (`api.py`). An *operation* declares who may (`who=`), and the *scope* that a
token must have for it; reads may also be asked with a session, writes never are. What is wrong is said as *problem
details* (RFC 9457). A list is given in pages that are found by key, the next of which `Link` names.
"""
