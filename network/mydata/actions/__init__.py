from network.mydata.actions.closing import close, erase_due, stop, take_back
from network.mydata.actions.exports import ask, delete, delete_due, fail, finish, give_up_due, note_fetched

__all__ = [
    "ask",
    "close",
    "delete",
    "delete_due",
    "erase_due",
    "fail",
    "finish",
    "give_up_due",
    "note_fetched",
    "stop",
    "take_back",
]
