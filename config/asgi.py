"""The door for HTTP and sockets."""

import os

import django
from channels.routing import ProtocolTypeRouter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
django.setup(set_prefix=False)

# Models can be read only once Django is set up.
from config.handler import Handler  # noqa: E402
from config.serve import static_files  # noqa: E402
from realtime.socket.endpoint import lifespan  # noqa: E402
from realtime.socket.routing import application as live  # noqa: E402

static_files.hold()
application = ProtocolTypeRouter({"http": Handler(), "websocket": live, "lifespan": lifespan})
