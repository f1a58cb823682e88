"""What every installation shares. The environment is read here and in the sibling files, nowhere else."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal.database import database_settings

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()
env.read_env(BASE_DIR / ".env")

DEBUG = False
DEMO = False
SECRET_KEY = env("SECRET_KEY", default="")
# Earlier keys, while what they have signed and hidden is still around.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
SITE_URL = env("SITE_URL", default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])

# Data that grows or is secret stays in one directory outside the code.
DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / "var")))
DATABASE_URL = env("DATABASE_URL", default="")
DATABASES = {
    "default": database_settings(
        DATABASE_URL,
        conn_max_age=env.int("CONN_MAX_AGE", default=60),
        transaction_pooling=env.bool("TRANSACTION_POOLING", default=False),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env("REDIS_URL", default="")

INSTALLED_APPS = [
    "workshops",
    "partners",
    "home",
    "portal",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "guardian",
    "channels",
    "django_tasks",
    "django_tasks_db",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_htmx",
    "csp",
    "django_prometheus",
    "django_structlog",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "portal.health.HealthMiddleware",
    "portal.pagecache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.security.SecurityHeadersMiddleware",
    "portal.security.BodyLimitMiddleware",
    "portal.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.security.CleanInputMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "partners.people.guards.StaffSecondFactorMiddleware",
    "partners.people.guards.ClosedAccountMiddleware",
    "partners.people.guards.AccountPagesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
ASGI_APPLICATION = "portal.asgi.application"

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
                "wagtail.contrib.settings.context_processors.settings",
                "home.context.site",
            ],
            "builtins": ["portal.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "portal.forms.FormRenderer"

# People
AUTH_USER_MODEL = "partners.User"
AUTHENTICATION_BACKENDS = [
    "partners.people.signed_in.AccountBackend",
    "guardian.backends.ObjectPermissionBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_page"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# allauth offers to change the address only where there is no account yet, which would tell who has one.
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# New codes for a new address: the rest is counted by us, for all processes together.
ACCOUNT_RATE_LIMITS = {"confirm_email": "3/m/key"}
ACCOUNT_ADAPTER = "partners.people.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "partners.people.forms.SignInForm",
    "signup": "partners.people.forms.SignUpForm",
    "confirm_login_code": "partners.people.forms.SignInCodeForm",
    "confirm_email_verification_code": "partners.people.forms.ConfirmAddressForm",
    "add_email": "partners.people.forms.ChangeAddressForm",
}
# Every answer to an address at the door takes at least this long, known or not.
SIGN_IN_SECONDS = env.float("SIGN_IN_SECONDS", default=0.25)
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_ADAPTER = "partners.people.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "partners.people.forms.AppCodeForm",
    "reauthenticate": "partners.people.forms.ConfirmAppCodeForm",
    "activate_totp": "partners.people.forms.AddAppForm",
    "add_webauthn": "partners.people.forms.AddPasskeyForm",
    "signup_webauthn": "partners.people.forms.SignUpPasskeyForm",
    "edit_webauthn": "partners.people.forms.RenamePasskeyForm",
}
# Nobody opens the admin without a passkey or an app for codes; only the demo may.
STAFF_MFA_REQUIRED = True

# ID-porten: on when it has a client. https://docs.digdir.no/docs/idporten/
ID_PORTEN_CLIENT_ID = env("ID_PORTEN_CLIENT_ID", default="")
ID_PORTEN_URL = env("ID_PORTEN_URL", default="https://idporten.no")
ID_PORTEN_LEVELS = ["idporten-loa-substantial", "idporten-loa-high"]
SOCIALACCOUNT_ADAPTER = "partners.people.idporten.SocialAccountAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_FORMS = {
    "signup": "partners.people.forms.SocialSignUpForm",
    "disconnect": "partners.people.forms.DisconnectForm",
}
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": ["openid", "profile"],
        "AUTH_PARAMS": {"acr_values": ID_PORTEN_LEVELS[0]},
        "APPS": [
            {
                "provider_id": "idporten",
                "name": "ID-porten",
                "client_id": ID_PORTEN_CLIENT_ID,
                "secret": env("ID_PORTEN_CLIENT_SECRET", default=""),
                "settings": {
                    "server_url": ID_PORTEN_URL,
                    "fetch_userinfo": False,
                },
            }
        ]
        if ID_PORTEN_CLIENT_ID
        else [],
    }
}

# Ansattporten: on when it has a client and a resource to ask about. https://docs.digdir.no/docs/ansattporten/
ANSATTPORTEN_CLIENT_ID = env("ANSATTPORTEN_CLIENT_ID", default="")
ANSATTPORTEN_CLIENT_SECRET = env("ANSATTPORTEN_CLIENT_SECRET", default="")
ANSATTPORTEN_URL = env("ANSATTPORTEN_URL", default="https://ansattporten.no").rstrip("/")
# The right in Altinn that shows that somebody may represent an organisation.
ANSATTPORTEN_RESOURCE = env("ANSATTPORTEN_RESOURCE", default="")
ANSATTPORTEN_LEVELS = ["substantial", "high"]

GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None
GUARDIAN_RAISE_403 = False

# Language and time
LANGUAGE_CODE = "nb"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("nb", _("Norwegian Bokmål")), ("en", _("English"))]
LANGUAGE_COOKIE_SAMESITE = "Lax"
# The second holds what Wagtail's own bokmål lacks.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "wagtail"]
FORMAT_MODULE_PATH = "portal.formats"
TIME_ZONE = "Europe/Oslo"
WAGTAIL_USER_TIME_ZONES = ["Europe/Oslo"]
USE_TZ = True
USE_I18N = True
WAGTAIL_I18N_ENABLED = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Has no addresses: views give out its files to those who may read them.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "private", "base_url": None, "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "portal.storage.StaticFilesStorage"},
}
# Who is asked about viruses: a dotted path of a callable, or clamd://host:port; nobody when empty.
FILE_SCANNER = env("FILE_SCANNER", default="")
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# A whole body, files included: public forms, the files of a proposal (a little over what they may be
# together), and the editor (a little over the largest document).
BODY_LIMIT = 10 * 1024 * 1024
FILES_BODY_LIMIT = 32 * 1024 * 1024
EDITOR_BODY_LIMIT = 25 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

# Wagtail
WAGTAIL_SITE_NAME = "Omigjen"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 5
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["bold", "italic", "link", "document-link", "ul", "ol"]},
    }
}
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "norwegian"}
}
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "xlsx", "ods", "pptx", "odp", "txt", "csv"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.images.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILEMBEDS_FINDERS = []
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_FRONTEND_LOGIN_URL = "/konto/login/"
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nb", "Norsk bokmål"), ("en", "English")]

# Mail leaves through the outbox (portal.mail); only its worker speaks SMTP.
EMAIL_BACKEND = "portal.mail.backend.OutboxBackend"
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Omigjen <omigjen@example.no>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
SMTP_URL = env("SMTP_URL", default="")
SMTP_TIMEOUT = env.int("SMTP_TIMEOUT", default=20)
# What letters said is deleted this long after they were due; that they were sent is kept.
LETTER_RETENTION_DAYS = env.int("LETTER_RETENTION_DAYS", default=30)

# Answers by mail: on with an address, which letters put a key into (svar@… becomes svar+key@…), and the
# secret that our mail server signs with. With the name by which it calls itself in Authentication-Results,
# only what it has found to pass DMARC is posted unseen.
INBOUND_ADDRESS = env("INBOUND_ADDRESS", default="")
INBOUND_SECRET = env("INBOUND_SECRET", default="")
INBOUND_AUTHSERV_ID = env("INBOUND_AUTHSERV_ID", default="")

# Enhetsregisteret. Seconds to wait for: a connection, an answer.
REGISTER_URL = env("REGISTER_URL", default="https://data.brreg.no/enhetsregisteret/api").rstrip("/")
REGISTER_TIMEOUT = (2, 4)
# Which drawing shows where partners are: a file in partners/organisations/maps; none for a list alone.
PARTNER_MAP = env("PARTNER_MAP", default="asker")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL]},
    }
    if REDIS_URL
    # For one process: enough for a burst, and no group that falls silent after a day.
    else {
        "BACKEND": "channels.layers.InMemoryChannelLayer",
        "CONFIG": {"capacity": 1000, "group_expiry": 10**9},
    }
}
# The hub (portal.live). When a room is busy, its changes go out together, so many seconds apart; what no push
# brought is looked for so often. How many are in a room is told no oftener than that.
LIVE_PUSH_SECONDS = env.float("LIVE_PUSH_SECONDS", default=0.1)
LIVE_LOOK_SECONDS = env.float("LIVE_LOOK_SECONDS", default=2)
LIVE_PRESENCE_SECONDS = env.float("LIVE_PRESENCE_SECONDS", default=2)
# Who has more than this waiting for them, in bytes, is too slow: they are let go and catch up.
LIVE_SLOW_BYTES = env.int("LIVE_SLOW_BYTES", default=256 * 1024)
# Sockets in one process, and how many of them from one network address: a whole hall may share one.
LIVE_SOCKETS = env.int("LIVE_SOCKETS", default=6000)
LIVE_SOCKETS_PER_ADDRESS = env.int("LIVE_SOCKETS_PER_ADDRESS", default=3000)
LIVE_MESSAGES_PER_MINUTE = 60
# The longest change that is pushed, in characters; how many changes one catches up with, and for how long.
LIVE_BODY_LENGTH = 16 * 1024
LIVE_CATCH_UP = 500
LIVE_LOG_HOURS = env.int("LIVE_LOG_HOURS", default=12)
# Rate limits and the page cache must be the same in every process: Redis, or a table where there is none.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"},
    "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "renditions"},
}
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=0)

# Measurements for machines, to who holds the token; without one there is no such address.
METRICS_TOKEN = env("METRICS_TOKEN", default="")

# Security
SECURE_CONTENT_TYPE_NOSNIFF = True
# The address of a personal page is a secret: it leaves in no referrer.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_ENGINE = "portal.sessions"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"
# The button leads on to ID-porten, whose door is on a host below its own; Chromium asks for that too.
ID_PORTEN_DOORS = [ID_PORTEN_URL, ID_PORTEN_URL.replace("//", "//*.")] if ID_PORTEN_CLIENT_ID else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF, *ID_PORTEN_DOORS],
        "frame-ancestors": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "tokens": {"()": "portal.security.HideTokens"},
        "once_a_minute": {"()": "portal.live.quiet.OnceAMinute"},
        "no_text": {"()": "portal.live.quiet.NoText"},
    },
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["tokens"]},
        "once_a_minute": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["tokens", "once_a_minute"],
        },
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        **{
            name: {"level": "INFO", "handlers": [], "propagate": True}
            for name in ("django", "django.server", "uvicorn")
        },
        # One line for each page saved and each index entry written is no news to those who run it.
        **{
            name: {"level": "WARNING", "handlers": [], "propagate": True}
            for name in ("django_tasks", "modelsearch", "wagtail")
        },
        # Without Redis it tries again each second, and says so each time.
        "channels_redis": {"level": "WARNING", "handlers": ["once_a_minute"], "propagate": False},
        # Nor is a line for each socket that is opened, with the names of its rooms.
        "uvicorn.error": {"level": "WARNING", "handlers": [], "propagate": True, "filters": ["no_text"]},
        "asyncio": {"filters": ["no_text"]},
        # The proxy in front logs requests; uvicorn's own lines pass no filter of ours.
        "uvicorn.access": {"handlers": [], "propagate": False},
    },
}
