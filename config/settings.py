"""All settings, read from the environment (see the table in docs/architecture.md).

Safe by default: nothing set means production behind HTTPS, and a missing secret is refused. What `make run` does
otherwise (plain HTTP on loopback, a demo) it says in the environment that it gives to the server.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))  # what is made here at run time


def read_secret(name: str, *, default: str = "") -> str:
    """The value of NAME, or what stands in the file NAME_FILE (var/<name> where that exists); stripped."""
    value: str = env.str(name, default="").strip()
    if value:
        return value
    path = Path(env.str(f"{name}_FILE", default=str(VAR_DIR / name.lower().replace("_", "-"))))
    if path.is_file():
        return path.read_text(encoding="utf-8").strip()
    if default:
        return default
    raise ImproperlyConfigured(
        f"{name} is missing: set {name} or {name}_FILE, or run `make setup`, which writes {path} once."
    )


# What kind of installation this is
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)  # made-up people whose passwords are public: every page says so
HTTPS = env.bool("HTTPS", default=not DEBUG)

SECRET_KEY = read_secret("SECRET_KEY", default="only-for-debugging" if DEBUG else "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# Keys of encrypted columns, newest first, as Fernet keys separated by commas; the hash key must never change.
DEBUG_KEY = "b25seS1mb3ItZGVidWdnaW5nLW5vdC1hLXNlY3JldCE="
FIELD_KEYS = [key.strip() for key in read_secret("FIELD_KEYS", default=DEBUG_KEY if DEBUG else "").split(",")]
FIELD_HASH_KEY = read_secret("FIELD_HASH_KEY", default="only-for-debugging" if DEBUG else "")
# The audit chain: the key that signs each day's head, public keys that did so before, and where heads go outside the
# database (a mount that can be written only once). The digest of new seals: sha256 or sm3.
AUDIT_KEY = read_secret("AUDIT_KEY", default=DEBUG_KEY if DEBUG else "")
AUDIT_TRUSTED_KEYS = env.list("AUDIT_TRUSTED_KEYS", default=[])
AUDIT_HEADS_DIR = Path(env.str("AUDIT_HEADS_DIR", default=str(VAR_DIR / "audit-heads")))
AUDIT_DIGEST = env.str("AUDIT_DIGEST", default="sha256")
if AUDIT_DIGEST not in {"sha256", "sm3"}:
    raise ImproperlyConfigured("AUDIT_DIGEST is sha256 or sm3.")

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "config",
    "scoring",
    "courses",
    "exams",
    "qualifications",
    "personnel",
    "records",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "import_export",
    "ninja",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "personnel.accounts.middleware.PresenceMiddleware",
    "personnel.accounts.middleware.ActorMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.pages.installation",
                "personnel.home.context.frame",
            ],
        },
    },
]

# Data
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'zige.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A writer waits for its turn at the start of its transaction, not in the middle of it.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: an acknowledged answer of an exam outlives a loss of power.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Pages ask short questions: compiling one (its cost over a large bureau looks high) takes longer than answering it.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="")
CELERY_TASK_DEFAULT_QUEUE = env.str("CELERY_QUEUE", default="zige")
CELERY_TASK_IGNORE_RESULT = True  # the row of records.Job is the result
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 1800
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_BEAT_SCHEDULE = {"tick": {"task": "records.tick", "schedule": 60.0, "options": {"expires": 55}}}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
# The embedded server runs the periodic verbs itself, from a thread (see config/wsgi.py).
TICK_IN_SERVER = env.bool("TICK_IN_SERVER", default=False)

# Without a broker: "thread" in the background of this process (the embedded server), else in the request.
JOBS_IN = env.str("JOBS_IN", default="request")
JOB_STALE_MINUTES = env.int("JOB_STALE_MINUTES", default=5)  # a worker not heard of for so long is dead

# One process needs no shared cache; several do (see `manage.py serve`). Not the broker's database: clearing a cache
# empties its database whole.
CACHE_URL = env.str("CACHE_URL", default="")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": env.str("CACHE_PREFIX", default="zige"),
    }
    if CACHE_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "zige"}
}

MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "files")))
FILE_MAX_MB = env.int("FILE_MAX_MB", default=20)
PLAN_REFUSED_HOURS = env.int("PLAN_REFUSED_HOURS", default=24)  # how long refused rows outlive their import
PLAN_UNDECIDED_DAYS = env.int("PLAN_UNDECIDED_DAYS", default=14)  # then an import that nobody decided about expires
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_HASHED = env.bool("STATIC_HASHED", default=not DEBUG)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_HASHED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Exams: how long after a deadline an answer that was on its way still counts
EXAM_GRACE_SECONDS = env.int("EXAM_GRACE_SECONDS", default=3)

# Accounts
AUTH_USER_MODEL = "personnel.Account"
AUTHENTICATION_BACKENDS = ["personnel.accounts.backend.PoliceNumberBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "personnel.accounts.passwords.KindsValidator"},
    {"NAME": "personnel.accounts.passwords.NotOnesNameValidator"},
    {"NAME": "personnel.accounts.passwords.NotUsedBeforeValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "personnel.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login_name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
# Lock-outs are our own (personnel/accounts/attempts.py): allauth's count by address, and a hall stands behind one.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
SIGN_INS_PER_MINUTE = env.int("SIGN_INS_PER_MINUTE", default=600)  # from one address: only floods reach it
HALL_ADDRESSES = env.list("HALL_ADDRESSES", default=[])  # networks of exam halls, where not even that bound holds
IDLE_MINUTES = env.int("IDLE_MINUTES", default=30)
PASSWORD_MAX_DAYS = env.int("PASSWORD_MAX_DAYS", default=0)  # 0: a password does not grow old

# Whoever may change a result, a level or a role signs in with a second factor.
SECOND_FACTOR = env.bool("SECOND_FACTOR", default=True)
if not SECOND_FACTOR and not DEMO:
    raise ImproperlyConfigured("SECOND_FACTOR=0 is only for the demo on this machine: set DEMO=1 or leave it on.")
MFA_ADAPTER = "personnel.accounts.stages.FactorAdapter"
MFA_FORMS = {"authenticate": "personnel.accounts.forms.SignInCodeForm"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]

# The front proxy: whose word about the reader's address and client certificate is taken
PROXY_ADDRESSES = env.list("PROXY_ADDRESSES", default=[])
CLIENT_CERT_PROXIES = env.list("CLIENT_CERT_PROXIES", default=[])
CLIENT_CERT_HEADER = env.str("CLIENT_CERT_HEADER", default="X-SSL-Client-Escaped-Cert")
CLIENT_CERT_VERIFY_HEADER = env.str("CLIENT_CERT_VERIFY_HEADER", default="X-SSL-Client-Verify")
CLIENT_CERT_SECOND_FACTOR = env.bool("CLIENT_CERT_SECOND_FACTOR", default=True)  # the card is a thing one has

# Language and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Browsers
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = False
if env.bool("TRUST_PROXY", default=False):  # a proxy in front ends TLS and sets this header itself
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_SAMESITE = "Lax"
SILENCED_SYSTEM_CHECKS = [
    "security.W021",  # a host of a closed network can't be in the browsers' preload list
]

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a bulk action names every row that it means

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
    },
}
