"""Tests: a database file of their own, quick passwords, mail kept in memory by Django."""

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, SQLITE, STORAGES, VAR_DIR, env

DEMO = env.bool("KONTOR_TEST_DEMO", default=False)
SECRET_KEY = "for-tests-only-and-long-enough-to-please-the-signer"  # noqa: S105
ALLOWED_HOSTS = ["*"]
LIVE_SAME_HOST = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Tests write quicker than people. Those of the limits themselves take the real ones.
LIMITS_TIMES = env.float("LIMITS_TIMES", default=1000)
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
if SQLITE:
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["OPTIONS"] = {"prepare_threshold": 0}
