"""The demo: fictional members with known log-ins, mail kept in the database. Never for real members."""

from config.settings.base import *  # noqa: F403
from config.settings.base import DEMO_SECRET_KEY, env

DEMO = True
SECRET_KEY = env.str("SECRET_KEY", default=DEMO_SECRET_KEY)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "0.0.0.0"])  # noqa: S104
LIVE_SAME_HOST = True
EMAIL_BACKEND = "realtime.mail.KeptBackend"
DEMO_LOG_INS = [
    ("founder", "founder@kontor.example", "harbour-demo"),
    ("host", "host@kontor.example", "harbour-demo"),
    ("commissioner", "commissioner@kontor.example", "harbour-demo"),
    ("officer", "officer@kontor.example", "harbour-demo"),
    ("exhibitor", "exhibitor@kontor.example", "harbour-demo"),
    ("reviewer", "reviewer@kontor.example", "harbour-demo"),
    ("finance", "finance@kontor.example", "harbour-demo"),
    ("operator", "operator@kontor.example", "harbour-demo"),
]
