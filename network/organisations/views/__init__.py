"""The doors of organisations: the page, what it offers, and its staff."""
