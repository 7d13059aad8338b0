"""Secrets of the second step lie encrypted in the database: a stolen copy alone opens no account.

The key comes from the installation's secret key, which is kept beside the database, not in it.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

from congvu.kernel.errors import Invalid, gettext_noop

_SEALED: Final = "sealed:"
_PURPOSE: Final = b"congvu second factor"


def seal(text: str) -> str:
    """Return the text encrypted and authenticated (Fernet: AES-128-CBC with HMAC-SHA256)."""
    return _SEALED + _box().encrypt(text.encode()).decode("ascii")


def unseal(stored: str) -> str:
    """Return what was sealed; a value from before sealing is returned as it stands.

    Raises Invalid when the installation's secret key is another than the one that sealed it.
    """
    if not stored.startswith(_SEALED):
        return stored
    try:
        return _box().decrypt(stored.removeprefix(_SEALED)).decode()
    except InvalidToken as wrong:
        raise Invalid(
            gettext_noop(
                "Khóa bí mật của hệ thống đã đổi nên không đọc được mã hai bước. "
                "Hãy nhờ quản trị kỹ thuật đặt lại xác thực hai bước."
            ),
            code="second_factor_unreadable",
        ) from wrong


def _box() -> MultiFernet:
    """The first key seals; those before it (`SECRET_KEY_FALLBACKS`) still open."""
    return MultiFernet(
        [_key(force_bytes(key)) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _key(secret: bytes) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret)
    return Fernet(urlsafe_b64encode(derived))
