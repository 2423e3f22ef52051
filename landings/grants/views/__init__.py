"""The doors of grants: the grant of a landing, its claims, its statements."""
