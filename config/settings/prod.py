"""A server behind TLS: cookies only over HTTPS, HSTS."""

from config import env
from config.settings.base import *  # noqa: F403

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
# Browsers hold to these for a year, and to preload for longer. A commune's host lies under a name
# of the province whose other hosts are not ours to decide on, so both wait for who owns the name.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("CONGVU_HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.flag("CONGVU_HSTS_PRELOAD", default=False)
if SECURE_HSTS_PRELOAD and not SECURE_HSTS_INCLUDE_SUBDOMAINS:
    raise env.BadSetting("CONGVU_HSTS_PRELOAD", "needs CONGVU_HSTS_SUBDOMAINS=1 as well")
# `check --deploy` asks for both. Each question is taken as answered only while its switch is off.
SILENCED_SYSTEM_CHECKS = [
    question
    for question, on in (
        ("security.W005", SECURE_HSTS_INCLUDE_SUBDOMAINS),
        ("security.W021", SECURE_HSTS_PRELOAD),
    )
    if not on
]
