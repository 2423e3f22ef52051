"""The state with which migrations begin: what was in its files, and rows as a database had them then.

Nothing here is changed when a model is: a later release must bring these rows on.
"""

# The last step of each area, with the digest of what it does (`done_in`).
BASELINE = {
    ("ground", "0001_initial"): "414a1e2ec68ebfba",
    ("realtime", "0001_initial"): "d92c8de558c217a8",
    ("network", "0001_initial"): "7c6a0b85d54a7c4b",
    ("events", "0001_initial"): "837fa6cd9c273b0e",
    ("landings", "0001_initial"): "df15419c7b8db823",
}
