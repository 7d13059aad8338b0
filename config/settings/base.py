"""What every installation shares; the few choices of a site come from the environment."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import structlog
from csp.constants import NONE, SELF

from config import env

CHECKOUT = Path(__file__).resolve().parents[2]
CATALOGUE = CHECKOUT / "catalogue"
CONGVU_DATA = env.folder("CONGVU_DATA", CHECKOUT / "data")

SECRET_KEY = env.secret_key("CONGVU_SECRET_KEY", CONGVU_DATA)
DEBUG = env.flag("CONGVU_DEBUG", default=False)
ALLOWED_HOSTS = env.words("CONGVU_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
DATABASES = {"default": env.database("CONGVU_DATABASE_URL", CONGVU_DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "config.apps.CongVuConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "ninja",
    # foundation
    "congvu.foundation.journal.apps.JournalConfig",
    "congvu.foundation.units.apps.UnitsConfig",
    "congvu.foundation.calendars.apps.CalendarsConfig",
    "congvu.foundation.people.apps.PeopleConfig",
    "congvu.foundation.files.apps.FilesConfig",
    # instruments
    "congvu.instruments.outbox.apps.OutboxConfig",
    "congvu.instruments.forms.apps.FormsConfig",
    "congvu.instruments.payments.apps.PaymentsConfig",
    "congvu.instruments.catalogue.apps.CatalogueConfig",
    "congvu.instruments.registers.apps.RegistersConfig",
    # casework
    "congvu.casework.surveys.apps.SurveysConfig",
    "congvu.casework.petitions.apps.PetitionsConfig",
    "congvu.casework.plans.apps.PlansConfig",
    "congvu.casework.inspections.apps.InspectionsConfig",
    "congvu.casework.outreach.apps.OutreachConfig",
    "congvu.casework.legislation.apps.LegislationConfig",
    "congvu.casework.workforce.apps.WorkforceConfig",
    "congvu.casework.finance.apps.FinanceConfig",
    "congvu.casework.quality.apps.QualityConfig",
    "congvu.casework.digital.apps.DigitalConfig",
    "congvu.casework.documents.apps.DocumentsConfig",
    "congvu.casework.dossiers.apps.DossiersConfig",
    # oversight
    "congvu.oversight.statistics.apps.StatisticsConfig",
    "congvu.oversight.indicators.apps.IndicatorsConfig",
    "congvu.oversight.proofreading.apps.ProofreadingConfig",
    "congvu.oversight.reporting.apps.ReportingConfig",
    "congvu.oversight.collections.apps.CollectionsConfig",
    # interfaces
    "congvu.interfaces.ui.apps.UiConfig",
    "congvu.interfaces.office.apps.OfficeConfig",
    "congvu.interfaces.api.apps.ApiConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "congvu.interfaces.ui.middleware.NothingKeptMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "congvu.interfaces.ui.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "congvu.foundation.people.middleware.StaffMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "congvu.interfaces.ui.middleware.DomainErrorMiddleware",
    "congvu.interfaces.ui.middleware.ReadableMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

LOADERS = [
    (
        "template_partials.loader.Loader",
        [
            (
                "django.template.loaders.cached.Loader",
                [
                    "django_cotton.cotton_loader.Loader",
                    "django.template.loaders.filesystem.Loader",
                    "django.template.loaders.app_directories.Loader",
                ],
            )
        ],
    )
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": LOADERS,
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "congvu.interfaces.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "congvu.interfaces.office.navigation.shell",
            ],
        },
    }
]

FORM_RENDERER = "congvu.interfaces.ui.widget_rendering.WidgetRenderer"

# People and sign-in (domain: QCVN 12:2026/BCA)
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "congvu.foundation.people.passwords.StrongPassword"},
    {"NAME": "congvu.foundation.people.passwords.NotRecentlyUsed"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "congvu.foundation.people.adapter.AccountAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# A whole office may share one address. axes locks passwords out first; the codes have only this.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "10/5m/key"}
MFA_ADAPTER = "congvu.foundation.people.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Công Vụ"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_TEMPLATE = "office/account/locked.html"
AXES_DISABLE_ACCESS_LOG = True  # the journal keeps who came and went
AXES_VERBOSE = False
# No cache in between: each web process would keep sessions that another one has ended.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CONGVU_IDLE_MINUTES = 30
CONGVU_IDLE_ACCOUNT_DAYS = 45
CONGVU_ADMIN_PASSWORD_DAYS = 60
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "congvu.interfaces.ui.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [CHECKOUT / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%Y-%m-%d"]

STATIC_URL = "static/"
STATIC_ROOT = CONGVU_DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# a province asks every commune, section and school at once: a box for each (the size above bounds it)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
CONGVU_MAX_FILE_BYTES = 25 * 1024 * 1024
CONGVU_MAX_REQUEST_BYTES = 12 * CONGVU_MAX_FILE_BYTES
FILE_UPLOAD_HANDLERS = [
    "congvu.foundation.files.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": [
                structlog.stdlib.add_log_level,
                structlog.processors.TimeStamper(fmt="iso"),
            ],
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
            ],
        }
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "level": "WARNING"}
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # axes would write names and addresses into the log.
    "loggers": {"axes": {"level": "ERROR"}},
}
