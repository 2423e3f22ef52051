"""Connections of this process, the channels that they subscribe to, and what goes over them."""
