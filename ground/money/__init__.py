"""Money: integer minor units with an ISO 4217 code; how it is typed, written, and converted at a dated rate."""
