"""Accounts: made, changed, closed and looked after by chị Yến."""

import unicodedata
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt

from congvu.foundation.journal.selectors import list_entries
from congvu.foundation.journal.services import record
from congvu.foundation.people import passwords, selectors, services
from congvu.foundation.people.models import Account, PasswordHistory
from congvu.foundation.people.rules import password_faults
from congvu.kernel.errors import Invalid, NotAllowed, NotFound
from tests.world import NOW, PASSWORD

pytestmark = pytest.mark.django_db
NEW = "Mat-khau-khac-2"


@pytest.fixture
def yen(world):
    return world.staff("yen")


@pytest.fixture
def lan(world):
    return world.account("lan")


def create(yen, **changes):
    facts = {"username": "binh", "full_name": "Ngô Văn Bình", "by": yen, "at": NOW}
    return services.create_account(**{**facts, **changes})


def test_a_new_account_gets_a_temporary_password_that_must_be_changed(yen):
    account, password = create(yen)

    account.refresh_from_db()
    assert account.check_password(password)
    assert password_faults(password) == ()
    assert account.must_change_password
    assert account.password_changed_at is None


def test_making_an_account_is_journalled_without_its_password(yen):
    _, password = create(yen)

    entry = list_entries(obj_type="account", obj_code="binh")[0]
    assert (entry.action, entry.actor, entry.unit) == ("create_account", "yen", yen.unit_code)
    assert password not in str(entry)


def test_names_are_kept_small_and_composed(yen):
    decomposed = unicodedata.normalize("NFD", "Ngô Văn Bình")
    account, _ = create(yen, username=" Binh.2 ", full_name=f"  {decomposed}  ")

    assert account.username == "binh.2"
    assert account.full_name == "Ngô Văn Bình"
    assert selectors.get_account("BINH.2") == account


@pytest.mark.parametrize("username", ["", "b", "bình", "có dấu", "-x", "a" * 41, "a/b"])
def test_a_malformed_name_is_refused(yen, username):
    with pytest.raises(Invalid) as refused:
        create(yen, username=username)

    assert refused.value.facts["field"] == "username"


@pytest.mark.parametrize("full_name", ["", "  ", "x" * 121])
def test_a_person_needs_a_name(yen, full_name):
    with pytest.raises(Invalid):
        create(yen, full_name=full_name)


def test_one_person_has_one_account(yen):
    create(yen)

    with pytest.raises(Invalid) as refused:
        create(yen, username="BINH")

    assert refused.value.code == "username_taken"


def test_only_an_administrator_makes_accounts(world):
    with pytest.raises(NotAllowed):
        create(world.staff("hoa"))


def test_the_password_is_changed_with_the_old_one(world, lan):
    services.change_password(lan, old=PASSWORD, new=NEW, by=world.staff("lan"), at=NOW)

    lan.refresh_from_db()
    assert lan.check_password(NEW)
    assert lan.password_changed_at == NOW
    assert list_entries(obj_type="account", obj_code="lan")[0].action == "change_password"


def test_a_wrong_old_password_changes_nothing(world, lan):
    with pytest.raises(Invalid) as refused:
        services.change_password(lan, old="?", new=NEW, by=world.staff("lan"), at=NOW)

    assert refused.value.code == "wrong_password"
    lan.refresh_from_db()
    assert lan.check_password(PASSWORD)


@pytest.mark.parametrize("weak", ["ngan", "Password1!", "Lan-12345678", "khongcochuhoa1!"])
def test_a_weak_password_is_refused_in_vietnamese(world, lan, weak):
    with pytest.raises(Invalid) as refused:
        services.change_password(lan, old=PASSWORD, new=weak, by=world.staff("lan"), at=NOW)

    assert refused.value.code == "weak_password"
    assert "ật khẩu" in refused.value.message


def test_the_last_ten_passwords_are_not_taken_again(world, lan):
    staff, current = world.staff("lan"), PASSWORD
    for number in range(10):
        following = f"Mat-khau-so-{number}"
        services.change_password(lan, old=current, new=following, by=staff, at=NOW)
        current = following
    with pytest.raises(Invalid):
        services.change_password(lan, old=current, new="Mat-khau-so-0", by=staff, at=NOW)

    services.change_password(lan, old=current, new=PASSWORD, by=staff, at=NOW)

    assert PasswordHistory.objects.filter(account=lan).count() == 10


def test_a_reset_gives_a_temporary_password_and_opens_the_lock(world, yen, lan):
    AccessAttempt.objects.create(username="lan", failures_since_start=9)

    password = services.reset_password(lan, by=yen, at=NOW)

    lan.refresh_from_db()
    assert lan.check_password(password)
    assert lan.must_change_password
    assert not AccessAttempt.objects.exists()


def test_a_locked_account_is_unlocked(yen, lan):
    AccessAttempt.objects.create(username="lan", failures_since_start=9)

    services.unlock_account(lan, by=yen, at=NOW)

    assert not AccessAttempt.objects.exists()
    assert list_entries(obj_type="account", obj_code="lan")[0].action == "unlock_account"


def test_a_lost_phone_is_forgotten(yen, lan):
    Authenticator.objects.create(user=lan, type=Authenticator.Type.TOTP, data={})

    services.reset_second_factor(lan, by=yen, at=NOW)

    assert not Authenticator.objects.filter(user=lan).exists()


def test_a_disabled_account_is_opened_again_with_fresh_idle_days(yen, lan):
    services.disable_account(lan, reason="Nghỉ việc", by=yen, at=NOW)
    lan.refresh_from_db()
    assert (lan.is_active, lan.disabled_reason) == (False, "Nghỉ việc")

    services.enable_account(lan, by=yen, at=NOW + timedelta(days=90))

    lan.refresh_from_db()
    assert lan.is_active
    assert lan.last_seen_at == NOW + timedelta(days=90)


def test_nobody_closes_their_own_account(world, yen):
    with pytest.raises(Invalid):
        services.disable_account(world.account("yen"), reason="", by=yen, at=NOW)


@pytest.mark.parametrize(
    "act",
    [
        lambda lan, by: services.reset_password(lan, by=by, at=NOW),
        lambda lan, by: services.reset_second_factor(lan, by=by, at=NOW),
        lambda lan, by: services.disable_account(lan, reason="", by=by, at=NOW),
        lambda lan, by: services.enable_account(lan, by=by, at=NOW),
        lambda lan, by: services.unlock_account(lan, by=by, at=NOW),
        lambda lan, by: services.review_account(lan, by=by, at=NOW),
    ],
)
def test_a_leader_administers_no_accounts(world, lan, act):
    with pytest.raises(NotAllowed):
        act(lan, world.staff("hoa"))


def test_accounts_unused_for_45_days_are_disabled(world, lan):
    Account.objects.update(last_seen_at=NOW - timedelta(days=44))
    Account.objects.filter(pk=lan.pk).update(last_seen_at=NOW - timedelta(days=45))

    assert services.disable_idle_accounts(at=NOW, idle_days=45) == 1
    lan.refresh_from_db()
    assert not lan.is_active
    assert list_entries(obj_type="account", obj_code="lan")[0].actor == "system"


def test_an_account_never_used_is_idle_from_its_making(world, lan):
    Account.objects.update(last_seen_at=NOW, created_at=NOW)
    Account.objects.filter(pk=lan.pk).update(last_seen_at=None, created_at=NOW - timedelta(days=46))

    assert list(selectors.idle_accounts(NOW, 45)) == [lan]


def test_accounts_are_reviewed_every_quarter(world, yen, lan):
    Account.objects.update(created_at=NOW - timedelta(days=200), reviewed_at=None)
    everybody = selectors.accounts_to_review(NOW).count()

    services.review_account(lan, by=yen, at=NOW)

    assert selectors.accounts_to_review(NOW).count() == everybody - 1
    assert lan in selectors.accounts_to_review(NOW + timedelta(days=30))


def test_an_account_made_in_this_quarter_needs_no_review(yen):
    account, _ = create(yen)

    assert account not in selectors.accounts_to_review(NOW)


def test_accounts_are_found_without_accents_in_the_order_of_names(world):
    names = [account.username for account in selectors.list_accounts("thi")]

    assert names == ["hanh", "hoa", "lan", "mai", "yen"]
    assert [account.username for account in selectors.list_accounts("tran MINH")] == ["minh"]


def test_an_unknown_account_is_not_found(db):
    with pytest.raises(NotFound):
        selectors.get_account("khong-co")


def test_staff_may_be_the_actor_of_an_entry(world):
    lan = world.staff("lan")

    record(unit=lan.unit_code, by=lan, action="x", obj_type="t", obj_code="c", at=NOW)

    entry = list_entries(obj_type="t", obj_code="c")[0]
    assert (entry.actor, entry.position) == ("lan", "lan.1")


def test_temporary_passwords_differ_and_avoid_look_alikes():
    made = {passwords.temporary_password() for _ in range(20)}

    assert len(made) == 20
    assert not set("".join(made)) & set("0O1Il")
    assert all(password_faults(password) == () for password in made)
