from network.mydata.queries.archives import Entry, TooLarge, packed
from network.mydata.queries.closing import closing_page, standing_closing
from network.mydata.queries.contents import entries_of
from network.mydata.queries.pages import exports_of, page_of_mine, to_delete

__all__ = [
    "Entry",
    "TooLarge",
    "closing_page",
    "entries_of",
    "exports_of",
    "packed",
    "page_of_mine",
    "standing_closing",
    "to_delete",
]
