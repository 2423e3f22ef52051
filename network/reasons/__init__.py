"""Reasons: a score that says why, for whoever is suggested to somebody.

A *reason* is a value from 0 to 1 with the figures that explain it; weights make *parts* of a hundred of them, and their
sum is the score. A *hurdle* is what must hold: what fails one is not suggested, and the reason is said. A *scheme* has
the words of an area's reasons and hurdles (matching; the directory, suggestions): a part without words is refused. What
is stored is figures, read in the reader's language; it is *certified* where its parts make the score beside them.
"""
