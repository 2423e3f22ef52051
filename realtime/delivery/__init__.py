"""Delivery: the hub hears that streams moved, fetches what it lacks, and hands it to this process's connections."""
