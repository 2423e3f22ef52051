"""The doors of hosts: their sites, and the offers of desks there."""
