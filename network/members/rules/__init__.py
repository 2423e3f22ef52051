"""Who may what, and what a password must be."""

from network.members.rules.rights import may_block, may_entrust

__all__ = ["may_block", "may_entrust"]
