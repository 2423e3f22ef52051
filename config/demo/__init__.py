"""The demo's story: plainly fictional, made by a seeded generator, so that it is the same each time.

Each chapter is a module with `tell(story)`. They go through the product's own actions, with the moments of the past.
"""
