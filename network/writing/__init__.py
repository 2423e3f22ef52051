"""Writing: the Markdown that members write, shown safely. It knows no feature: forums, messages and booths may use it.

What is written is kept as typed; what is shown is rendered from it with a version, so that a better renderer can
render it again.
"""
