"""Which application answers a socket, in the words of Channels."""

from typing import Any

from channels.routing import URLRouter
from django.urls import path, re_path

from realtime.socket import endpoint
from realtime.socket.origins import OurOrigins

# Django's types know views alone; Channels routes to applications.
socket: Any = endpoint.socket
nothing_here: Any = endpoint.nothing_here
application = OurOrigins(URLRouter([path("live/", socket), re_path("", nothing_here)]))
