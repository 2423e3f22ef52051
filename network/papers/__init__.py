"""The papers of the house: terms, privacy and contact, as its operator writes them among the staff's pages.

One *paper* is one kind in one language. A reader gets it in their own language, else in the site's, else in any. A kind
that nobody has written yet is there for nobody but staff, who are told that it is theirs to write.
"""
