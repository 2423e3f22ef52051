"""The directory: who is here, found by words and facets; and the search over everything.

Each area adds what it has to the search by registering a source (`registry.py`).
"""
