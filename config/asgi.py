"""The door for HTTP and sockets."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
http = get_asgi_application()

from realtime.socket import lifespan, socket  # noqa: E402  (models can be read only once Django is set up)

application = ProtocolTypeRouter({"http": http, "websocket": socket, "lifespan": lifespan})
