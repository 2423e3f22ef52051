"""Reads of the directory, shaped like its pages."""

from network.directory.queries.pages import Listing, listing, meant, meant_anywhere, rows, search_everything

__all__ = ["Listing", "listing", "meant", "meant_anywhere", "rows", "search_everything"]
