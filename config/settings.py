"""Django's settings, from environment variables (docs/operations.md lists them)."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.environment import ENVIRONMENT, IS_PRODUCTION, env, require

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
DEBUG = env.bool("DEBUG", False)

SECRET_KEY = require("SECRET_KEY", "development-only-" + "0" * 50, "Set it to 50 or more random characters.")
if IS_PRODUCTION and len(SECRET_KEY) < 32:
    raise SystemExit(f"unveil: UNVEIL_SECRET_KEY: expected at least 32 characters, got {len(SECRET_KEY)}.")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = require(
    "ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver", "Set it to your host names, with commas between."
).split(",")

# The address that mails and printed links begin with.
BASE_URL = require("BASE_URL", "http://localhost:8000", "Set it to the public address, https://launch.example.").rstrip(
    "/"
)
_https = urlsplit(BASE_URL).scheme == "https"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
# Pages that may open a socket: our own address, and those that an operator adds.
LIVE_ALLOWED_ORIGINS = [BASE_URL, *env.list("ALLOWED_ORIGINS", [])]

INSTALLED_APPS = [
    "daphne",
    "live",
    "events",
    "rooms",
    "qa_moderation",
    "polls",
    "streaming",
    "control_room",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_vite",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
WSGI_APPLICATION = None

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- database

DATABASE_CONNECTIONS = env.int("DATABASE_CONNECTIONS", 20)
# Requests that work in Django at one time: an edge's sockets wait for the interpreter with them (live/turns.py).
REQUESTS_AT_ONCE = env.int("REQUESTS_AT_ONCE", 1)
DATABASES = {
    "default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR / 'unveil.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # A transaction takes the write lock at once: one that began as a reader could not wait for it later.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: an acknowledged write is on the disk, and not only in the system's cache.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
    # A file: the worker threads of the realtime plane cannot share a database in memory.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    # Tests close connections with each call, so that a thread never holds on to a database that is to be dropped.
    DATABASES["default"]["CONN_MAX_AGE"] = 0 if ENVIRONMENT == "test" else 60
else:
    # Under ASGI each request has a thread of its own, and would have a connection: 50 people at once were more than
    # PostgreSQL takes, and each paid for a login. Who finds none free waits, and is refused after `timeout` seconds.
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": 1,
        "max_size": DATABASE_CONNECTIONS,
        "timeout": 5.0,
        "max_idle": 60.0,
    }
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- realtime plane

# memory:// is for one process (tests); redis://... for every other case.
LIVE_BUS_URL = env.str("BUS_URL", "memory://" if ENVIRONMENT == "test" else "redis://127.0.0.1:6379/0")
LIVE_TICKET_LIFETIME_S = env.int("TICKET_LIFETIME_S", 12 * 3600)
LIVE_RING_FACTS = env.int("RING_FACTS", 512)
LIVE_MAILBOX_BYTES = env.int("MAILBOX_BYTES", 256 * 1024)
LIVE_VALUES_PER_SECOND = 4
LIVE_COMMIT_WINDOW_MS = env.int("COMMIT_WINDOW_MS", 5)
LIVE_COMMIT_MAX_ITEMS = env.int("COMMIT_MAX_ITEMS", 500)
LIVE_DATABASE_THREADS = env.int("DATABASE_THREADS", 8)
LIVE_DRAIN_WINDOW_S = env.float("DRAIN_WINDOW_S", 8.0)
LIVE_MAX_FRAME_BYTES = 16 * 1024
LIVE_BEAT_S = 10.0
# Whether the server writes frames that were built once to its own transports; without: plain ASGI.
LIVE_FRAME_PATH = env.bool("FRAME_PATH", True)
# One process may open 20,000 files on a common limit; what is left is for the database, the bus and the pages.
LIVE_MAX_CONNECTIONS = env.int("MAX_CONNECTIONS", 18_000)
# The service level's word on reactions: off for every event, whatever organisers and crews decide.
REACTIONS_ALLOWED = env.bool("REACTIONS", True)

# --- sign-in of the crew

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/crew/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "events.accounts.CrewAccountAdapter"
ACCOUNT_FORMS = {"login": "events.accounts.CrewLoginForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_PREVENT_ENUMERATION = True
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AXES_USERNAME_FORM_FIELD = "login"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]

# --- languages and times

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# --- files

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [("app", BASE_DIR / "dist")] if (BASE_DIR / "dist").is_dir() else []
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if ENVIRONMENT == "test"
        else "config.storage.ImmutableStaticFilesStorage"
    },
}
# A hash in the name: Django's before the ending, Vite's after a dash.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+[.-][0-9a-zA-Z_-]{8,12}\..+$"
WHITENOISE_USE_FINDERS = ENVIRONMENT == "test"
DJANGO_VITE = {
    "default": {
        "dev_mode": False,
        "manifest_path": BASE_DIR / "dist" / "manifest.json",
        "static_url_prefix": "app",
    }
}

# --- set desk

# Whether the set's page is kept on its tablet for breaks of the network. Switched off, tablets drop what they keep.
SET_WORKER = env.bool("SET_WORKER", True)

# --- mail and background work

EMAIL_URL = env.str("EMAIL_URL", "")
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", "Unveil <no-reply@unveil.example>")
if EMAIL_URL:
    vars().update(env.dj_email_url("EMAIL_URL"))
elif ENVIRONMENT == "test":
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mailbox"
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", LIVE_BUS_URL)
CELERY_TASK_ALWAYS_EAGER = ENVIRONMENT == "test"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# --- studio

WAGTAIL_SITE_NAME = "Unveil"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # tells no other server who edits
WAGTAILIMAGES_IMAGE_FORM_BASE = "events.studio.images.ImageForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "zip"]

# --- stream

STREAM_ROOT = VAR_DIR / "stream"
STREAM_PUBLIC_URL = env.str("STREAM_URL", "")  # "" is this server's own /stream/
STREAM_ORIGIN_URL = env.str("ORIGIN_URL", "")  # where the packager publishes; "" is BASE_URL + /stream/
FFMPEG = env.str("FFMPEG", "")
# Signs the tokens with which encoders publish. Origin and packager must have the same.
INGEST_SECRET = env.str("INGEST_SECRET", "") or SECRET_KEY
# Whether this server is the stream's origin too. Exactly one process may be one: several need `manage.py origin`.
STREAM_ORIGIN_EMBEDDED = env.bool("STREAM_ORIGIN_EMBEDDED", True)

# --- safety

# Whose X-Forwarded-For is believed.
FORWARDED_ALLOW_IPS = env.str("FORWARDED_ALLOW_IPS", "127.0.0.1")
SECURE_SSL_REDIRECT = False  # TLS ends in front; the balancer redirects
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SECURE_HSTS_SECONDS = 31536000 if IS_PRODUCTION and _https else 0
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the studio's preview is a frame
_stream_origin = (
    [f"{urlsplit(STREAM_PUBLIC_URL).scheme}://{urlsplit(STREAM_PUBLIC_URL).netloc}"] if STREAM_PUBLIC_URL else []
)
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/studio/", "/admin/"),  # Wagtail and Django's admin write inline styles
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF, *_stream_origin],
        "media-src": [SELF, "blob:", *_stream_origin],
        "worker-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO" if ENVIRONMENT != "test" else "WARNING")},
}
