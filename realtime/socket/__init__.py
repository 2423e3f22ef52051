"""The socket's own door: the endpoint that a browser opens, whence it may come, and what it may ask."""
