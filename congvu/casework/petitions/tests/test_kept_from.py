"""A denunciation is kept from whom it is about, and from whom a leader excludes, whatever the post."""

from datetime import date, timedelta

import pytest

from congvu.casework.petitions import selectors, services
from congvu.casework.petitions.errors import DenunciationNotFound
from congvu.casework.petitions.rules import Act
from congvu.casework.petitions.tests.make import denunciation
from congvu.foundation.files.services import store
from congvu.foundation.journal.models import Entry
from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.people.models import Position
from congvu.foundation.people.rules import Role
from congvu.foundation.people.selectors import get_staff
from congvu.foundation.people.services.accounts import create_account
from congvu.foundation.people.services.positions import assign_position, delegate_absence
from congvu.kernel.errors import Invalid
from tests.world import FOUNDED, NOW, PASSWORD, TODAY

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@pytest.fixture
def deputy(world):
    """Another leader of the same office."""
    account, _ = create_account(
        username="sinh", full_name="Ngô Văn Sinh", by=SYSTEM, at=NOW, password=PASSWORD
    )
    assign_position(
        account=account, unit=world.units["commune"], title="Phó Chủ tịch UBND xã",
        role=Role.LEADER, starts_on=FOUNDED, by=SYSTEM, at=NOW,
    )  # fmt: skip
    return get_staff("sinh", TODAY)


def act(world, row, act, **more):
    said = {"seen": row.version, "on": TODAY, "document": "Quyết định số 01/QĐ-UBND", **more}
    return services.act_on_denunciation(row.uuid, act, by=world.staff("hoa"), at=NOW, **said)


def refused(staff, row):
    with pytest.raises(DenunciationNotFound):
        services.open_denunciation(staff, row.uuid, NOW)
    tried = Entry.objects.filter(action="denunciation.kept", actor_code=staff.code)
    return row not in selectors.denunciations_for(staff, TODAY) and tried.count()


def test_a_leader_who_is_accused_is_told_nothing_and_the_attempt_is_written_down(world, deputy):
    other = denunciation(world)
    row = denunciation(world, accused_account_id=deputy.account_id)
    assert refused(deputy, row) == 1
    assert services.open_denunciation(deputy, other.uuid, NOW).pk == other.pk


def test_who_is_excluded_at_receipt_or_later_reads_nothing_more(world, deputy):
    row = denunciation(world, excluded_ids=(deputy.account_id,))
    assert refused(deputy, row) == 1
    later = denunciation(world)
    assert services.open_denunciation(deputy, later.uuid, NOW)
    hoa = world.staff("hoa")
    services.keep_from(later.uuid, deputy.account_id, reason="Có liên quan", by=hoa, at=NOW)
    services.keep_from(later.uuid, deputy.account_id, reason="Ghi lại", by=hoa, at=NOW)
    assert refused(deputy, later) == 2
    assert later.exclusions.get().reason == "Có liên quan"


def test_nobody_takes_in_what_is_about_themselves_or_verifies_it(world, deputy):
    with pytest.raises(Invalid):
        denunciation(world, accused_account_id=world.account("hoa").pk)
    with pytest.raises(Invalid):
        denunciation(world, accused_account_id=world.account("kien").pk)
    row = denunciation(world, accused_account_id=world.account("minh").pk)
    with pytest.raises(Invalid):
        act(world, row, Act.ASSIGN, handler_id=world.position("minh").pk)
    row = act(world, row, Act.ASSIGN, handler_id=world.position("hanh").pk)
    keep = {"reason": "Có liên quan", "at": NOW}
    for who in ("hanh", "hoa", "kien"):
        with pytest.raises(Invalid):
            services.keep_from(row.uuid, world.account(who).pk, by=world.staff("hoa"), **keep)
    with pytest.raises(DenunciationNotFound):
        services.keep_from(row.uuid, deputy.account_id, by=world.staff("hanh"), **keep)


def test_a_suspension_has_a_ground_and_a_document_and_its_days_are_given_back(world):
    row = act(world, denunciation(world), Act.ACCEPT, on=date(2026, 3, 3))
    assert selectors.due_of(row, TODAY)[0] == date(2026, 4, 2)
    for wrong in ({}, {"ground": "no_ground"}, {"ground": "expertise", "document": ""}):
        with pytest.raises(Invalid):
            act(world, row, Act.SUSPEND, on=date(2026, 3, 5), **wrong)
    row = act(world, row, Act.SUSPEND, on=date(2026, 3, 5), ground="expertise")
    assert selectors.due_of(row, TODAY) == (None, "")
    with pytest.raises(Invalid):
        act(world, row, Act.RESUME, on=date(2026, 3, 4))
    row = act(world, row, Act.RESUME, on=date(2026, 3, 9))
    assert selectors.due_of(row, TODAY)[0] == date(2026, 4, 6)
    row = act(world, row, Act.SUSPEND, on=TODAY, ground="other_matter")
    row = act(world, row, Act.WITHDRAW)
    assert [one.ends_on for one in row.pauses.order_by("pk")] == [date(2026, 3, 9), TODAY]


def test_a_file_is_for_those_who_may_open_the_case(world, deputy):
    row = denunciation(world, excluded_ids=(deputy.account_id,))
    hoa = world.staff("hoa")
    stored = store(PDF, name="don.pdf", unit_id=hoa.unit_id, by_code="hoa", at=NOW, kind="paper")
    added = services.add_file(row.uuid, stored, by=hoa, at=NOW)
    assert selectors.get_denunciation_file(row, added.pk) == stored
    with pytest.raises(DenunciationNotFound):
        services.add_file(row.uuid, stored, by=deputy, at=NOW)
    with pytest.raises(DenunciationNotFound):
        selectors.get_denunciation_file(denunciation(world), added.pk)


def lent(world, lender, borrower, days=5):
    """Let somebody stand in for a leader from today on."""
    return delegate_absence(
        from_position=Position.objects.get(account=lender),
        to_position=Position.objects.get(account=borrower),
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=days),
        decision="Văn bản số 05/UBND",
        by=SYSTEM,
        at=NOW,
    )


def test_whoever_stands_in_for_an_accused_leader_is_told_nothing_while_it_lasts(world, deputy):
    row = denunciation(world, accused_account_id=deputy.account_id)
    other = denunciation(world)
    lent(world, world.account("sinh"), world.account("hanh"))
    hanh = get_staff("hanh", TODAY, deputy.position_code)
    assert hanh.has(Role.LEADER)
    assert refused(hanh, row) == 1
    assert services.open_denunciation(hanh, other.uuid, NOW).pk == other.pk
    with pytest.raises(Invalid):
        act(world, row, Act.ASSIGN, handler_id=world.position("hanh").pk)
    after = TODAY + timedelta(days=5)
    assert not selectors.stand_ins(deputy.account_id, after).exists()


def test_an_exclusion_is_lifted_with_a_reason_and_stays_to_be_read(world, deputy):
    row = denunciation(world, excluded_ids=(deputy.account_id,))
    kept, hoa = row.exclusions.get(), world.staff("hoa")
    said = {"reason": "Không còn liên quan", "at": NOW}
    with pytest.raises(DenunciationNotFound):
        services.lift_exclusion(row.uuid, kept.pk, by=deputy, **said)
    with pytest.raises(Invalid):
        services.lift_exclusion(row.uuid, kept.pk, by=hoa, reason=" ", at=NOW)
    services.lift_exclusion(row.uuid, kept.pk, by=hoa, **said)
    assert services.open_denunciation(deputy, row.uuid, NOW).pk == row.pk
    assert Entry.objects.filter(action="denunciation.lift", actor_code="hoa").count() == 1
    with pytest.raises(DenunciationNotFound):
        services.lift_exclusion(row.uuid, kept.pk, by=hoa, **said)
    services.keep_from(row.uuid, deputy.account_id, reason="Lại có liên quan", by=hoa, at=NOW)
    assert [one.lifted_reason for one in row.exclusions.order_by("pk")] == [said["reason"], ""]
    assert refused(deputy, row) == 1
