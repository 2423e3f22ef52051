"""Real members. Refuses to start with the demo's key, debug on, or the demo's log-ins."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403
from config.settings.base import DEMO_SECRET_KEY, LOGGING, MIDDLEWARE, env

SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[f"https://{host}" for host in ALLOWED_HOSTS])
SITE_URL = env.str("SITE_URL", default=f"https://{ALLOWED_HOSTS[0]}" if ALLOWED_HOSTS else "")
LIVE_ORIGINS = [SITE_URL, *CSRF_TRUSTED_ORIGINS]
STAFF_NEED_SECOND_STEP = True

if SECRET_KEY == DEMO_SECRET_KEY or len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is the demo's, or shorter than 50 characters. Make your own.")
if env.bool("DEBUG", default=False):
    raise ImproperlyConfigured("DEBUG is on. Kontor does not serve real members with DEBUG.")
if env.bool("DEMO", default=False):
    raise ImproperlyConfigured("DEMO is on. The demo's log-ins are known to everyone.")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name this site's hosts.")

# Begun before any other: nobody is served from the demo's database.
MIDDLEWARE = ["config.published.NotTheDemosDatabase", *MIDDLEWARE]

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=True) else None
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
# To be listed inside browsers binds a whole domain for years: whoever owns it chooses that, and no check asks for it.
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

# For machines to read; LOG_FORMAT=text is for eyes.
if env.str("LOG_FORMAT", default="json") == "json":
    LOGGING["handlers"]["console"]["formatter"] = "json"  # type: ignore[index]  # dicts in a dict
