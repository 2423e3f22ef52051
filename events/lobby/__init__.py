"""Lobby: a show as one walks in: its halls, its agenda, who exhibits and who is here; and the organiser's desk.

It owns no table. It stands above shows, booths and sessions because its pages show all three.
"""
