"""Desks: one page a role, with what waits for me, oldest first."""
