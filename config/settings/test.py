"""The tests: a throw-away data folder, quick password hashes, nothing else changed."""

from config import env

env.throw_away_folder("CONGVU_DATA")  # before the base reads it: tests never touch data/

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

STATIC_ROOT.mkdir()  # empty: the finders serve; without the folder WhiteNoise warns

SECRET_KEY = "only-for-tests-only-for-tests-only-for-tests"  # noqa: S105
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"]["OPTIONS"] = {}  # no pool: each test thread closes its own connection
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
