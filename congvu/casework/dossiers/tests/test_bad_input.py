"""Bad input and bad luck at the desk: a clear sentence, nothing half-accepted, nothing lost."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

import pytest
from django.db import connection

from congvu.casework.dossiers.errors import BackdatedTooFar
from congvu.casework.dossiers.models import (
    Applicant,
    Dossier,
    DossierCounter,
    DossierEvent,
    DossierWord,
)
from congvu.casework.dossiers.selectors.lists import search
from congvu.casework.dossiers.services import clock, handling, intake
from congvu.casework.dossiers.tests.make import DECISION, accepted, make_intake, processing
from congvu.foundation.journal.models import Entry
from congvu.instruments.catalogue.errors import NotInForce, UnknownProcedure
from congvu.instruments.outbox.models import Message
from congvu.kernel.errors import Invalid
from congvu.kernel.workingdays import CalendarMissing
from tests.world import NOW, TODAY, World


def nothing_was_written() -> bool:
    tables = (Dossier, DossierEvent, Applicant, DossierCounter, DossierWord)
    return not any(table.objects.exists() for table in tables)


def test_an_unknown_procedure_is_named(world: World) -> None:
    with pytest.raises(UnknownProcedure) as told:
        intake.accept_new(make_intake(procedure="9.999999"), by=world.staff("lan"), at=NOW)
    assert "9.999999" in told.value.message
    assert nothing_was_written()


def test_a_version_that_had_not_begun_says_when_it_does(world: World) -> None:
    long_ago = NOW.replace(year=2018, month=1, day=3)
    with pytest.raises(NotInForce) as told:
        intake.accept_new(
            make_intake(),
            by=world.staff("hoa"),
            at=NOW,
            occurred_at=long_ago,
            reason="Nhập bù sổ cũ",
        )
    assert "2018" in told.value.message
    assert nothing_was_written()


def test_an_acceptance_more_than_one_working_day_back_needs_leader_and_reason(
    world: World,
) -> None:
    two_days_back = NOW - timedelta(days=4)  # Friday before a Tuesday: two working days
    for who, reason in (("lan", "Quên nhập"), ("hoa", "")):
        with pytest.raises(BackdatedTooFar):
            intake.accept_new(
                make_intake(), by=world.staff(who), at=NOW, occurred_at=two_days_back, reason=reason
            )
    assert nothing_was_written()


def test_one_working_day_back_is_allowed_to_the_clerk(world: World) -> None:
    dossier = intake.accept_new(
        make_intake(), by=world.staff("lan"), at=NOW, occurred_at=NOW - timedelta(days=1)
    )
    event = dossier.events.get()
    assert (event.occurred_at, event.recorded_at) == (NOW - timedelta(days=1), NOW)
    assert "-20260309-" in dossier.code or "-260309-" in dossier.code


def test_a_year_without_calendar_is_an_error_and_never_a_guess(world: World) -> None:
    with pytest.raises(CalendarMissing) as told:
        intake.accept_new(make_intake(), by=world.staff("lan"), at=NOW.replace(year=2031))
    assert "2031" in told.value.message
    assert nothing_was_written()


def test_an_acceptance_in_the_future_is_refused(world: World) -> None:
    with pytest.raises(Invalid):
        intake.accept_new(
            make_intake(), by=world.staff("lan"), at=NOW, occurred_at=NOW + timedelta(hours=1)
        )
    assert nothing_was_written()


@pytest.mark.parametrize(
    "name",
    [
        'O\'Brien "Tư" <script>alert(1)</script>',
        "Nguyễn Văn Tư 🌾",
        unicodedata.normalize("NFD", "Nguyễn Thị Thương"),
        "  Lê   Thị    Út  ",
        "Công ty trách nhiệm hữu hạn một thành viên Thương mại Dịch vụ Sao Mai Vàng Óng Ánh",
    ],
)
def test_any_name_is_kept_composed_and_tidied(world: World, name: str) -> None:
    dossier = accepted(world, name=name)
    kept = dossier.applicant.name
    assert kept == unicodedata.normalize("NFC", " ".join(name.split()))


@pytest.mark.parametrize("number", ["12345", "1234567890123"])
def test_an_identity_number_of_a_wrong_length_is_refused(world: World, number: str) -> None:
    with pytest.raises(Invalid) as told:
        accepted(world, personal_id=number)
    assert told.value.facts["field"] == "personal_id"
    assert nothing_was_written()


def test_a_failed_intake_gives_its_number_back(world: World) -> None:
    with pytest.raises(Invalid):
        accepted(world, name="")
    assert accepted(world).code.endswith("1")


def test_nothing_can_happen_before_what_happened_last(world: World) -> None:
    dossier = processing(world)
    with pytest.raises(Invalid):
        handling.present(
            dossier, seen=dossier.version, by=world.staff("minh"), at=NOW - timedelta(days=1)
        )


def test_a_new_date_on_a_day_off_is_refused(world: World) -> None:
    dossier = processing(world, procedure="1.004837")
    with pytest.raises(Invalid):
        clock.reappoint(
            dossier,
            seen=dossier.version,
            new_due=date(2026, 4, 5),  # a Sunday
            reason="Chờ xác minh",
            document=DECISION,
            by=world.staff("hoa"),
            at=NOW + timedelta(hours=1),
        )


def test_words_are_found_without_accents_and_by_their_beginnings(world: World) -> None:
    dossier = accepted(world, name="Trần Thị Đượm")
    accepted(world, name="Lê Văn Năm")
    lan = world.staff("lan")

    for text in ("duom", "TRAN thi DU", "Đượm trần", dossier.code[:16], "0900000001"):
        assert dossier in search(lan, text, TODAY), text
    assert not search(lan, "khong co ai", TODAY).exists()


def test_journal_and_outbox_hold_no_personal_data(world: World) -> None:
    accepted(world, name="Phạm Thị Hường", personal_id="001099123456", phone="0900123456")
    told = [str(row) for row in Entry.objects.values()] + [
        str(row) for row in Message.objects.values()
    ]
    for secret in ("Hường", "001099123456", "0900123456"):
        assert not any(secret in line for line in told)


def test_the_database_itself_refuses_an_unknown_state(world: World) -> None:
    dossier = accepted(world)
    with connection.cursor() as cursor, pytest.raises(Exception, match="dossiers_dossier_state"):
        cursor.execute("UPDATE dossiers_dossier SET state = 'lost' WHERE id = %s", [dossier.pk])
