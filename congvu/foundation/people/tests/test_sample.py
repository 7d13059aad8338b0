"""The cast of the sample: who they are and what keeps them away from real data."""

import stat

import pytest
from django.utils.timezone import now

from congvu.foundation.people import selectors, services
from congvu.foundation.people.models import Account
from congvu.foundation.people.rules import password_faults
from congvu.kernel.errors import Invalid
from tests.world import NOW, TODAY

PASSWORD = "Mat-khau-chung-9"


def test_the_password_is_made_once_and_only_its_owner_reads_it(tmp_path):
    folder = tmp_path / "data"

    password = services.sample_password(folder)

    assert services.sample_password(folder) == password
    assert password_faults(password) == ()
    assert stat.S_IMODE((folder / "sample-password").stat().st_mode) == 0o600


@pytest.fixture
def empty(db):
    """Move the tests' own cast out of the way."""
    for account in Account.objects.all():
        Account.objects.filter(pk=account.pk).update(username=f"{account.username}-test")


def test_the_whole_cast_signs_in_with_one_password_at_once(empty):
    cast = services.make_sample_accounts(PASSWORD, at=NOW)

    assert set(cast) == {"lan", "minh", "hoa", "dung", "mai", "quan", "kien", "yen"}
    for account in cast.values():
        account.refresh_from_db()
        assert account.is_sample
        assert account.check_password(PASSWORD)
        assert not account.must_change_password


def test_making_the_cast_again_changes_only_the_password(empty):
    first = services.make_sample_accounts(PASSWORD, at=NOW)
    again = services.make_sample_accounts("Mat-khau-moi-10", at=NOW)

    assert {name: account.pk for name, account in first.items()} == {
        name: account.pk for name, account in again.items()
    }
    assert again["lan"].check_password("Mat-khau-moi-10")


def test_a_real_person_of_that_name_is_not_touched(world):
    with pytest.raises(Invalid):
        services.make_sample_accounts(PASSWORD, at=NOW)


def test_without_the_mark_there_are_no_sample_accounts(world):
    Account.objects.filter(username="lan").update(is_sample=True)
    assert list(selectors.list_sample_accounts()) == []

    services.mark_installation(name="Tỉnh Minh Châu", is_sample=True, at=now())
    assert [staff.code for staff in selectors.sample_people(TODAY)] == ["lan"]

    services.mark_installation(name="Tỉnh Minh Châu", is_sample=False, at=now())
    assert selectors.sample_people(TODAY) == []
