"""Positions, the switch between them, and standing in for somebody who is away."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from congvu.foundation.journal.selectors import list_entries
from congvu.foundation.people import selectors, services
from congvu.foundation.people.models import Delegation, Position
from congvu.foundation.people.rules import Role
from congvu.foundation.units.selectors import journal_code
from congvu.kernel.errors import Invalid, NotAllowed, NotFound
from tests.world import FOUNDED, NOW, TODAY

pytestmark = pytest.mark.django_db
TOMORROW, WEEK = TODAY + timedelta(days=1), TODAY + timedelta(days=7)


@pytest.fixture
def yen(world):
    return world.staff("yen")


def assign(world, name, unit, role, **changes):
    facts = {
        "account": world.account(name),
        "unit": world.units[unit],
        "title": "Kiêm nhiệm",
        "role": role,
        "starts_on": FOUNDED,
        "by": world.staff("yen"),
        "at": NOW,
    }
    return services.assign_position(**{**facts, **changes})


def delegate(world, giver, receiver, **changes):
    facts = {
        "from_position": world.position(giver),
        "to_position": world.position(receiver),
        "starts_on": TODAY,
        "ends_on": WEEK,
        "decision": "Giấy ủy quyền số 3/GUQ-UBND",
        "by": world.staff(giver),
        "at": NOW,
    }
    return services.delegate_absence(**{**facts, **changes})


def test_staff_says_who_where_and_as_what(world):
    lan = world.staff("lan")

    assert (lan.code, lan.full_name, lan.position_code) == ("lan", "Nguyễn Thị Lan", "lan.1")
    assert (lan.unit_id, lan.unit_code) == (world.units["desk"].pk, "H99.101.1")
    assert lan.roles == {Role.CLERK}
    assert lan.delegated_from == ()


def test_a_unit_without_a_code_still_has_a_chain_in_the_journal(world):
    world.units["desk"].codes.all().delete()

    assert world.staff("lan").unit_code == journal_code(world.units["desk"], TODAY)


def test_the_code_is_the_one_that_the_units_room_gives(world):
    for name in ("lan", "minh", "hoa", "quan", "kien", "yen"):
        staff = world.staff(name)
        assert staff.unit_code == journal_code(staff.unit_id, TODAY)


def test_it_costs_one_query(world):
    account = world.account("lan")

    with CaptureQueriesContext(connection) as queries:
        selectors.find_staff(account, None, TODAY)

    assert len(queries) == 1


def test_positions_hold_from_their_first_day_until_before_their_last(world, yen):
    account = world.account("lan")
    services.end_position(world.position("lan"), ends_on=TOMORROW, by=yen, at=NOW)

    assert selectors.find_staff(account, None, TODAY) is not None
    assert selectors.find_staff(account, None, TOMORROW) is None
    assert selectors.find_staff(account, None, FOUNDED - timedelta(days=1)) is None
    with pytest.raises(NotFound) as missing:
        selectors.staff_for(account, None, TOMORROW)
    assert missing.value.code == "no_position"


def test_positions_in_two_units_are_two_choices(world):
    second = assign(world, "lan", "secretariat", Role.REGISTRAR)
    account = world.account("lan")

    first, other = selectors.positions_on(account, TODAY)

    assert (first.roles, other.roles) == ({Role.CLERK}, {Role.REGISTRAR})
    assert selectors.find_staff(account, second.pk, TODAY) == other
    assert selectors.find_staff(account, 0, TODAY) == first
    assert selectors.get_staff("lan", TODAY, "lan.2") == other
    with pytest.raises(NotFound):
        selectors.get_staff("lan", TODAY, "lan.9")


def test_two_positions_in_one_unit_add_their_roles(world):
    assign(world, "lan", "desk", Role.CASHIER)

    assert world.staff("lan").roles == {Role.CLERK, Role.CASHIER}


def test_technical_administration_never_mixes_with_casework(world):
    assign(world, "yen", "province", Role.LEADER)

    administration, leading = selectors.positions_on(world.account("yen"), TODAY)

    assert administration.roles == {Role.ADMINISTRATOR}
    assert leading.roles == {Role.LEADER}


def test_giving_a_position_is_journalled(world):
    position = assign(world, "minh", "society", Role.OFFICER)

    entry = list_entries(obj_type="position", obj_code=position.code)[0]
    assert (entry.action, entry.actor) == ("assign_position", "yen")
    assert entry.values["role"] == "officer"


def test_a_unit_that_does_not_exist_yet_has_no_positions(world):
    with pytest.raises(Invalid) as refused:
        assign(world, "lan", "desk", Role.CASHIER, starts_on=FOUNDED - timedelta(days=1))

    assert refused.value.code == "unit_not_there"


def test_a_position_does_not_end_before_it_begins(world, yen):
    with pytest.raises(Invalid):
        assign(world, "lan", "desk", Role.CASHIER, ends_on=FOUNDED)
    with pytest.raises(Invalid):
        services.end_position(world.position("lan"), ends_on=FOUNDED, by=yen, at=NOW)


def test_the_database_knows_no_other_roles(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Position.objects.filter(code="lan.1").update(role="king")


def test_only_an_administrator_gives_positions(world):
    with pytest.raises(NotAllowed):
        assign(world, "minh", "society", Role.OFFICER, by=world.staff("hoa"))


def test_a_deputy_in_the_same_unit_gets_the_roles_and_says_for_whom(world):
    delegate(world, "hanh", "minh")

    minh = world.staff("minh")
    assert minh.roles == {Role.OFFICER, Role.HEAD}
    assert minh.position_code == "minh.1"
    assert minh.delegated_from == (world.position("hanh").pk,)
    assert minh.shown_name == "Trần Văn Minh (thay Đặng Thị Hạnh)"


def test_a_deputy_for_another_unit_gets_a_second_choice(world):
    delegate(world, "hoa", "hanh")

    own, lent = selectors.positions_on(world.account("hanh"), TODAY)

    assert own.roles == {Role.HEAD}
    assert (lent.code, lent.position_code, lent.roles) == ("hanh", "hoa.1", {Role.LEADER})
    assert lent.unit_id == world.units["commune"].pk
    assert lent.standing_in_for == ("Lê Thị Hoa",)


def test_a_deputy_stands_in_on_the_days_given_only(world):
    delegate(world, "hanh", "minh")

    assert world.staff("minh", TODAY - timedelta(days=1)).delegated_from == ()
    assert world.staff("minh", WEEK - timedelta(days=1)).delegated_from != ()
    assert world.staff("minh", WEEK).delegated_from == ()


def test_a_delegation_ends_early_or_is_withdrawn(world):
    delegation = delegate(world, "hanh", "minh")
    services.end_delegation(delegation, ends_on=TOMORROW, by=world.staff("hanh"), at=NOW)
    assert world.staff("minh", TOMORROW).delegated_from == ()

    services.end_delegation(delegation, ends_on=TODAY, by=world.staff("hanh"), at=NOW)
    assert not Delegation.objects.exists()


def test_a_delegation_cannot_be_lengthened(world):
    delegation = delegate(world, "hanh", "minh")

    with pytest.raises(Invalid):
        services.end_delegation(
            delegation, ends_on=WEEK + timedelta(days=1), by=world.staff("hanh"), at=NOW
        )


def test_what_was_lent_ends_with_the_position(world, yen):
    delegate(world, "hanh", "minh")
    services.end_position(world.position("hanh"), ends_on=TOMORROW, by=yen, at=NOW)

    assert world.staff("minh").delegated_from != ()
    assert world.staff("minh", TOMORROW).delegated_from == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ends_on": TODAY}, "bad_dates"),
        ({"decision": "  "}, "no_decision"),
        ({"starts_on": FOUNDED - timedelta(days=1)}, "outside_position"),
    ],
)
def test_a_delegation_needs_days_and_a_decision(world, changes, code):
    with pytest.raises(Invalid) as refused:
        delegate(world, "hanh", "minh", **changes)

    assert refused.value.code == code


def test_nobody_stands_in_for_themselves(world):
    with pytest.raises(Invalid):
        delegate(world, "hanh", "hanh")


@pytest.mark.parametrize(("giver", "receiver"), [("yen", "minh"), ("minh", "yen")])
def test_technical_administration_is_not_lent(world, giver, receiver):
    with pytest.raises(Invalid) as refused:
        delegate(world, giver, receiver)

    assert refused.value.code == "administration_not_lent"


def test_the_neighbour_delegates_nothing_of_ours(world):
    with pytest.raises(NotAllowed):
        delegate(world, "hanh", "minh", by=world.staff("kien"))
    delegate(world, "minh", "lan", by=world.staff("hanh"))


def test_a_unit_lists_its_people_in_the_order_of_names(world):
    economy = world.units["economy"].pk

    names = [view.username for view in selectors.list_positions(economy, TODAY)]
    heads = selectors.list_positions(economy, TODAY, roles=[Role.HEAD])

    assert names == ["hanh", "minh"]
    assert [view.title for view in heads] == ["Trưởng phòng"]
    assert selectors.list_positions(economy, date(2017, 1, 1)) == []


def test_colleagues_are_the_others_of_the_unit_found_without_accents(world):
    minh = world.staff("minh")

    assert [view.username for view in selectors.find_colleagues(minh, TODAY)] == ["hanh"]
    assert selectors.find_colleagues(minh, TODAY, text="dang hanh") != []
    assert selectors.find_colleagues(minh, TODAY, text="lan") == []


def test_one_position_is_found_by_its_id(world):
    view = selectors.get_position(world.position("hoa").pk)

    assert (view.username, view.role) == ("hoa", Role.LEADER)
    with pytest.raises(NotFound):
        selectors.get_position(0)
