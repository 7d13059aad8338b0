"""The account rules of QCVN 12:2026, and who counts as being on this machine."""

from datetime import UTC, datetime, timedelta

import pytest

from congvu.foundation.people import rules
from congvu.foundation.people.rules import PasswordFault, Role, SessionLimits, Staff

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("password", "faults"),
    [
        ("Ab1!cdef", ()),
        ("Ấm trà 1 !", ()),
        ("Ab1!", (PasswordFault.TOO_SHORT,)),
        ("ab1!cdef", (PasswordFault.NO_UPPER,)),
        ("AB1!CDEF", (PasswordFault.NO_LOWER,)),
        ("Abc!cdef", (PasswordFault.NO_DIGIT,)),
        ("Ab1cdefg", (PasswordFault.NO_SPECIAL,)),
        ("Ab1 cdefg", (PasswordFault.NO_SPECIAL,)),
        ("", tuple(PasswordFault)),
    ],
)
def test_a_password_needs_all_five_things(password, faults):
    assert rules.password_faults(password) == faults


@pytest.mark.parametrize(
    ("roles", "age_days", "expired"),
    [
        ({Role.ADMINISTRATOR}, 59, False),
        ({Role.ADMINISTRATOR}, 60, True),
        ({Role.CLERK}, 600, False),
        (set(), 600, False),
    ],
)
def test_only_the_password_of_an_administrator_expires_after_two_months(roles, age_days, expired):
    changed_at = NOW - timedelta(days=age_days)

    assert rules.password_expired(changed_at, roles, NOW, 60) is expired


def test_an_administrator_without_a_known_password_change_must_change_it():
    assert rules.password_expired(None, {Role.ADMINISTRATOR}, NOW, 60)


def test_an_account_is_idle_on_the_forty_fifth_day():
    assert not rules.is_idle(NOW - timedelta(days=44, hours=23), NOW, 45)
    assert rules.is_idle(NOW - timedelta(days=45), NOW, 45)


@pytest.mark.parametrize(
    ("roles", "on_loopback", "required"),
    [
        ({Role.ADMINISTRATOR}, True, True),
        ({Role.ADMINISTRATOR}, False, True),
        ({Role.CLERK}, True, False),
        ({Role.CLERK}, False, True),
        (set(), False, True),
    ],
)
def test_codes_are_asked_of_administrators_and_of_everybody_from_outside(
    roles, on_loopback, required
):
    assert rules.second_factor_required(roles, on_loopback=on_loopback) is required


@pytest.mark.parametrize(
    ("address", "host", "local"),
    [
        ("127.0.0.1", "127.0.0.1:8000", True),
        ("127.0.0.1", "localhost", True),
        ("::1", "[::1]:8000", True),
        ("127.3.4.5", "localhost:80", True),
        ("127.0.0.1", "motcua.example", False),
        ("10.0.0.7", "localhost", False),
        ("", "localhost", False),
        ("127.0.0.1", "localhost.example", False),
        ("127.0.0.1", "", False),
    ],
)
def test_both_ends_must_be_this_machine(address, host, local):
    assert rules.is_loopback(address, host) is local


def test_a_session_ends_after_idleness_and_after_its_longest_time():
    limits = SessionLimits(idle=timedelta(minutes=30), longest=timedelta(hours=12))
    began = NOW - timedelta(hours=5)

    assert not limits.ended(began, NOW - timedelta(minutes=29), NOW)
    assert limits.ended(began, NOW - timedelta(minutes=30), NOW)
    assert limits.ended(NOW - timedelta(hours=12), NOW, NOW)


def staff(**changes):
    facts = {
        "account_id": 1,
        "code": "minh",
        "full_name": "Trần Văn Minh",
        "position_id": 2,
        "position_code": "minh.1",
        "title": "Chuyên viên",
        "unit_id": 3,
        "unit_code": "H99.101",
        "unit_name": "Phòng Kinh tế",
        "roles": frozenset({Role.OFFICER}),
    }
    return Staff(**{**facts, **changes})


def test_the_shown_name_says_for_whom_one_stands_in():
    assert staff().shown_name == "Trần Văn Minh"
    assert staff(standing_in_for=("Lê Thị Hoa",)).shown_name == "Trần Văn Minh (thay Lê Thị Hoa)"


def test_one_of_several_roles_is_enough():
    assert staff().has(Role.OFFICER, Role.LEADER)
    assert not staff().has(Role.LEADER)
    assert not staff().is_administrator
