"""Words: what people write, read safely: Markdown, the rule for names, folding and order, the language of the page.

What is written is kept as typed; what is shown is rendered from it with a version, so that a better renderer can
render it again.
"""
