"""What every Kontor shares. Addresses and counts come from the environment."""

from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _
from kombu.entity import Queue

from config import media
from config.limits import LIMITS as LIMITS

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env.str("KONTOR_VAR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEMO = False
DEBUG = False
DEMO_SECRET_KEY = "demo-key-known-to-everyone-never-for-real-members"  # noqa: S105
# Known to everyone: role, address, password. Only the demo takes them; elsewhere they must open nothing.
PUBLISHED_LOG_INS = [
    (role, f"{role}@kontor.example", "harbour-demo")
    for role in ("founder", "host", "commissioner", "officer", "exhibitor", "reviewer", "finance", "operator")
]
DEMO_LOG_INS: list[tuple[str, str, str]] = []
SITE_URL = env.str("SITE_URL", default="http://localhost:8000")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
LIVE_ORIGINS: list[str] = [SITE_URL]
LIVE_SAME_HOST = False
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"

INSTALLED_APPS = [
    "daphne",
    "config.apps.StaffsSite",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "channels",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_countries",
    "modelsearch",
    "ninja",
    "ground",
    "realtime",
    "network",
    "events",
    "landings",
    "config.apps.Configuration",
]

MIDDLEWARE = [
    "config.logs.NamedRequests",
    "config.privacy.PrivateAnswers",
    "ground.web.nul.WithoutNul",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.Compressed",
    "csp.middleware.CSPMiddleware",
    "config.api.ProblemsAlone",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "network.members.middleware.ZoneMiddleware",
    "config.answers.UnreadableMiddleware",
    "config.answers.TooLargeMiddleware",
    "config.answers.LogInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.second_step.StaffHaveOne",
    "network.safety.middleware.WhereSignedIn",
    "network.notices.middleware.SeenMiddleware",
    "config.answers.RefusedFormMiddleware",
]

LOADERS = ["config.indentation.WithoutIndentation", "django.template.loaders.app_directories.Loader"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "libraries": {"kontor": "ground.ui.tags"},
            "loaders": [("ground.ui.folding.Loader", LOADERS)],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "config.context.kontor",
            ],
        },
    }
]

SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'kontor.sqlite3'}")}
SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if SQLITE:
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    # Each thread keeps its own.
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # One for each thread of a process that asks: eight for requests, two for whoever looks after it, four for sockets.
    # A database that is away is waited for three seconds, and asked for again as long as anybody asks.
    AWAY = 3
    # What is said with every message (ground/tables/statements.py) is prepared at the server the first time; not where
    # a pooler gives each transaction another connection, which would not know it.
    POOLER = env.bool("DATABASE_POOLER", default=False)
    DATABASES["default"]["OPTIONS"] = {
        "prepare_threshold": None if POOLER else 0,
        "connect_timeout": AWAY,
        "pool": {"min_size": 1, "max_size": 14, "timeout": AWAY, "reconnect_timeout": AWAY},
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "network.Member"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "network.members.rules.passwords.SoundPassword"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front"
ACCOUNT_ADAPTER = "config.adapter.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "network.members.forms.SignUp"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_SIGNUP_REDIRECT_URL = "network:me"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_FORMS = {
    "signup": "network.safety.forms.NewAccount",
    "reset_password": "network.safety.forms.NewPassword",
}
# Theirs is kept by each process for itself, and shuts an address for everybody. Ours: network/safety/rules.py.
ACCOUNT_RATE_LIMITS = dict.fromkeys(("confirm_email", "login", "login_failed", "reset_password", "signup"))
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
# Before an address is added, removed or made the first.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Who types the code as it changes is let in: one step of thirty seconds either way (RFC 6238, 5.2).
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "network.safety.forms.Code",
    "reauthenticate": "network.safety.forms.CodeAgain",
    "login_webauthn": "network.safety.forms.PasskeyAtLogIn",
    "authenticate_webauthn": "network.safety.forms.PasskeyAsSecondStep",
    "reauthenticate_webauthn": "network.safety.forms.PasskeyAgain",
    "add_webauthn": "network.safety.forms.NewPasskey",
    "signup_webauthn": "network.safety.forms.PasskeyAtSignUp",
}
# Who has a second step may add an address; it cannot be logged in with before it is confirmed.
MFA_ALLOW_UNVERIFIED_EMAIL = True
STAFF_NEED_SECOND_STEP = False

# How often each kind of writing may be: config/limits.py. A show whose visitors share one address may want more.
LIMITS_TIMES = env.float("LIMITS_TIMES", default=1)
NEW_FOR_DAYS = 7

REDIS_URL = env.str("REDIS_URL", default="")
# With it a collector of metrics, which has no session, may read /metrics: as a bearer's token.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# Celery has words of its own for a socket, and for the number of the database behind it.
CELERY_BROKER_URL = REDIS_URL
if REDIS_URL.startswith("unix://"):
    CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1).replace("db=", "virtual_host=")
# What only the database is asked for, and what waits for the world: a worker serves both, or with `-Q` one of them.
CELERY_TASK_DEFAULT_QUEUE = "inside"
CELERY_TASK_QUEUES = [Queue("inside"), Queue("outside")]  # type: ignore[no-untyped-call]  # kombu's types are few
CELERY_TASK_ROUTES = {"realtime.jobs.outside.wake": {"queue": "outside"}}
# How many pieces of outside work a process that serves that queue does at once; one thread more is kept for the urgent.
OUTSIDE_THREADS = env.int("OUTSIDE_THREADS", default=4)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_ALWAYS_EAGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600, "socket_timeout": None}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "config.statics.Packages",
    "config.fonts.Fonts",
]
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": media.storage(env.str("MEDIA_STORAGE", default=""), env.str("MEDIA_STORAGE_OPTIONS", default="")),
    "staticfiles": {"BACKEND": "config.statics.Statics"},
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Kontor <hello@kontor.example>")
EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
# Ours delivers to addresses of every script, which Django's own cannot write.
if EMAIL_CONFIG["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend":
    EMAIL_BACKEND = "realtime.jobs.smtp.SmtpBackend"
# Seconds for each word with the mail server. All of it together has less than its attempt (`realtime/jobs/mail.py`).
EMAIL_TIMEOUT = 5

SESSION_ENGINE = "ground.web.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.answers.old_page"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
# Bytes of a request's whole body, files and all: the largest file that a form takes, 5 MiB, with the form around it.
LARGEST_BODY = 6 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_BODY
MODELSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "redacting": {"()": "config.logs.Redacting"},
        "no_plain_absence": {"()": "config.logs.NoPlainAbsence"},
    },
    "formatters": {"json": {"()": "config.logs.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["redacting"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "kontor": {"level": "INFO"},
        "django.request": {"filters": ["no_plain_absence"]},
        # It takes a socket for a missing host, and says so each time.
        "kombu.connection": {"level": "ERROR"},
    },
}
