"""Placements: firm and host have both confirmed, and the desks are booked.

A *landing* is the placement's whole life: placed, in market, returned, closed; or cancelled. Each *desk-day* (offer,
desk, day) is one row, unique: overbooking cannot be stored.
"""
