"""Denunciations: who may know of them, what the journal tells, what may not be written."""

from datetime import date, timedelta

import pytest

from congvu.casework.petitions import selectors, services
from congvu.casework.petitions.errors import DenunciationNotFound
from congvu.casework.petitions.rules import Act, State
from congvu.casework.petitions.tests.make import SECRET, denunciation
from congvu.foundation.journal.models import Entry, EntryDetail
from congvu.kernel.errors import Conflict, Invalid
from congvu.kernel.periods import Window
from tests.world import NOW, TODAY

pytestmark = pytest.mark.django_db


def act(world, row, act, who="hoa", **more):
    said = {"seen": row.version, "on": TODAY, "document": "Quyết định số 01/QĐ-UBND", **more}
    return services.act_on_denunciation(row.uuid, act, by=world.staff(who), at=NOW, **said)


@pytest.mark.parametrize("name", ["lan", "minh", "hanh", "dung", "mai", "quan", "kien", "yen"])
def test_who_may_not_read_is_told_nothing_and_the_attempt_is_written_down(world, name):
    row = denunciation(world)
    with pytest.raises(DenunciationNotFound):
        services.open_denunciation(world.staff(name), row.uuid, NOW)
    tried = Entry.objects.get(action="denunciation.kept")
    assert (tried.object_code, tried.actor_code) == (str(row.uuid), name)


def test_a_leader_reads_and_each_look_is_written_down(world):
    row = denunciation(world)
    assert services.open_denunciation(world.staff("hoa"), row.uuid, NOW).accuser.name == SECRET
    assert Entry.objects.filter(action="denunciation.open", actor_code="hoa").count() == 1


def test_the_named_verifier_reads_that_one_only(world):
    one, other = denunciation(world), denunciation(world, content="Việc khác")
    act(world, one, Act.ASSIGN, handler_id=world.position("minh").pk)
    minh = world.staff("minh")
    assert services.open_denunciation(minh, one.uuid, NOW).pk == one.pk
    with pytest.raises(DenunciationNotFound):
        services.open_denunciation(minh, other.uuid, NOW)
    with pytest.raises(Invalid):
        row = selectors.get_denunciation(minh, one.uuid, TODAY)
        act(world, row, Act.ACCEPT, who="minh", handler_id=world.position("lan").pk)


def test_the_journal_never_holds_who_denounced_or_what(world):
    row = denunciation(world)
    act(world, row, Act.ACCEPT)
    entries = Entry.objects.filter(object_type="denunciation")
    assert entries.count() == 2
    assert not EntryDetail.objects.filter(entry__in=entries).exists()
    assert SECRET not in str(list(entries.values()))


def test_a_denunciation_lives_as_the_law_says_with_its_days(world):
    row = denunciation(world)
    assert selectors.due_of(row, TODAY)[0] == date(2026, 3, 11)
    row = act(world, row, Act.ACCEPT)
    assert selectors.due_of(row, TODAY)[0] == date(2026, 4, 9)
    row = act(world, row, Act.EXTEND)
    assert selectors.due_of(row, TODAY)[0] == date(2026, 5, 11)  # the 60th day is a Saturday
    row = act(world, row, Act.CONCLUDE)
    assert (row.state, row.ended_on) == (State.CONCLUDED, TODAY)
    assert selectors.due_of(row, TODAY) == (None, "")
    window = Window(date(2026, 1, 1), date(2026, 4, 1))
    offices = frozenset({world.units["commune"].pk})
    assert selectors.count_denunciations(offices, window) == (1, 1)


def test_bad_steps_are_refused(world):
    row = denunciation(world)
    for wrong in (
        {"on": TODAY + timedelta(days=1)},
        {"on": date(2026, 3, 1)},
        {"document": " "},
        {"handler_id": world.position("kien").pk},
    ):
        with pytest.raises(Invalid):
            act(world, row, Act.ACCEPT, **wrong)
    with pytest.raises(Conflict):
        act(world, row, Act.ACCEPT, seen=row.version + 1)
    with pytest.raises(Invalid):
        act(world, row, Act.CONCLUDE)


def test_only_a_leader_takes_one_in_and_never_without_a_name_or_from_tomorrow(world):
    with pytest.raises(Invalid):
        denunciation(world, name="  ")
    with pytest.raises(Invalid):
        denunciation(world, received_on=TODAY + timedelta(days=1))
    told = services.Told(TODAY, "A", "B", "C")
    with pytest.raises(DenunciationNotFound):
        services.receive_denunciation(told, by=world.staff("mai"), at=NOW)
    assert [denunciation(world).number, denunciation(world).number] == [1, 2]
