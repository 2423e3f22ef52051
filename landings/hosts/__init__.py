"""Hosts: sites abroad with coordinates and a zone, and the slot offers of desks there."""
