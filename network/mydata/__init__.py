"""My data: what the house holds of a member, given to them whole.

Each feature says of its own tables, once, what is a member's there: what is *given* to them, what *goes* when they do,
and what *stays*, and why (`holdings.py` of each; `registry.py` here). An *export* is all that is given, in one or more
*parts*: archives of JSON and files, made in the background, for its owner alone, and deleted after a week.
"""
