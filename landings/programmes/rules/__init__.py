"""Who may what with a programme, and what its document may say."""

from landings.programmes.rules.rights import (
    has_officer,
    is_officer,
    is_officer_anywhere,
    may_go,
    may_pay,
    reads_applications,
)

__all__ = ["has_officer", "is_officer", "is_officer_anywhere", "may_go", "may_pay", "reads_applications"]
