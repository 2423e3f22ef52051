"""The demo: fictional members with known log-ins, mail kept in the database. Never for real members."""

from config.settings.base import *  # noqa: F403
from config.settings.base import DEMO_SECRET_KEY, PUBLISHED_LOG_INS, env

DEMO = True
SECRET_KEY = env.str("SECRET_KEY", default=DEMO_SECRET_KEY)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "0.0.0.0"])  # noqa: S104
LIVE_SAME_HOST = True
EMAIL_BACKEND = "realtime.jobs.mail.KeptBackend"
DEMO_LOG_INS = PUBLISHED_LOG_INS
