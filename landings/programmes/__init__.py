"""Programmes: a funded scheme as data, with rules that answer pass, fail or unknown."""
