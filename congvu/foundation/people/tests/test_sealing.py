"""The secret of the second step: unreadable in the database, readable by the installation."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from congvu.foundation.people.sealing import seal, unseal
from congvu.kernel.errors import Invalid
from tests.world import World

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def test_what_is_sealed_is_read_back_and_never_stored_in_the_clear() -> None:
    sealed = seal(SECRET)
    assert SECRET not in sealed
    assert sealed != seal(SECRET)
    assert unseal(sealed) == SECRET


def test_a_value_from_before_sealing_still_opens() -> None:
    assert unseal(SECRET) == SECRET


def test_another_key_is_told_and_a_former_one_still_opens(settings) -> None:
    sealed = seal(SECRET)
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another-key-" * 4
    with pytest.raises(Invalid, match="Khóa bí mật của hệ thống đã đổi"):
        unseal(sealed)
    settings.SECRET_KEY_FALLBACKS = [former]
    assert unseal(sealed) == SECRET


def test_a_phone_is_stored_sealed_and_its_codes_are_taken(world: World) -> None:
    yen = world.account("yen")
    device = TOTP.activate(yen, SECRET)
    stored = Authenticator.objects.get(user=yen, type=Authenticator.Type.TOTP)
    assert SECRET not in str(stored.data)
    counter = next(iter(yield_hotp_counters_from_time()))
    assert device.validate_code(format_hotp_value(hotp_value(SECRET, counter)))
