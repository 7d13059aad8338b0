"""The tests: a throw-away data folder, quick password hashes, nothing else changed."""

import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, STORAGES

CONGVU_DATA = Path(tempfile.mkdtemp(prefix="congvu-test-"))
STATIC_ROOT = CONGVU_DATA / "static"
SECRET_KEY = "only-for-tests-only-for-tests-only-for-tests"  # noqa: S105
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["OPTIONS"] = {}  # no pool: each test thread closes its own connection
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
