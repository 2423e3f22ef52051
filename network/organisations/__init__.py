"""Organisations: firms, hosts, agencies, buyers and partners; their page, services, markets, languages and staff.

An organisation lives: its stream tells its staff what changed and who came or went. Members belong to it as *owner*,
*manager* or *staff*, and join by a personal *invitation*: open, then accepted, revoked or expired.
"""
