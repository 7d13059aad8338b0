"""Erasing people from a dossier: nothing of them is left, everything else holds."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest
from django.core.management import CommandError, call_command

from congvu.casework.dossiers.errors import DossierNotFound, GroundMissing, NotYourTask
from congvu.casework.dossiers.models import Dossier, DossierWord, Slip
from congvu.casework.dossiers.selectors.access import get_for
from congvu.casework.dossiers.services import closing
from congvu.casework.dossiers.services.erasing import ERASED, erase_people
from congvu.casework.dossiers.services.papers import add_paper
from congvu.casework.dossiers.services.rebuilding import compare_all
from congvu.casework.dossiers.services.slips import render
from congvu.casework.dossiers.tests.make import processing
from congvu.foundation.files.content import place_of
from congvu.foundation.files.models import StoredFile
from congvu.foundation.files.selectors import open_file
from congvu.foundation.files.services import store
from congvu.foundation.journal.models import Entry, EntryDetail
from congvu.foundation.journal.selectors import examine
from congvu.kernel.errors import Conflict
from tests.world import NOW, TODAY, World

LATER = NOW + timedelta(hours=3)
GROUND = "Quyết định tiêu hủy số 05/QĐ-UBND"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def withdrawn(world: World) -> Dossier:
    dossier, lan = processing(world), world.staff("lan")
    scan = store(PDF, name="Tư.pdf", unit_id=world.units["desk"].pk, by_code="lan", at=NOW,
                 kind="paper")  # fmt: skip
    add_paper(dossier, name="Bản quét", file=scan, by=lan, at=NOW)
    for slip in dossier.slips.all():
        render(slip, sample=True, by_code="lan", at=NOW)
    dossier.refresh_from_db()
    at = NOW + timedelta(hours=1)
    return closing.withdraw(dossier, seen=dossier.version, reason="Rút", by=lan, at=at)


def words_of(slip: Slip) -> str:
    assert slip.file is not None
    with open_file(slip.file) as content, pypdfium2.PdfDocument(content.read()) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_nothing_of_the_person_is_left_and_everything_else_holds(
    world: World, django_capture_on_commit_callbacks
) -> None:
    dossier = withdrawn(world)
    old = StoredFile.objects.get(pk=Slip.objects.get(dossier=dossier).file_id)
    with django_capture_on_commit_callbacks(execute=True):
        done = erase_people(str(dossier.code), ground=GROUND, by=world.staff("yen"), at=LATER)

    assert (done.slips, done.files, done.entries > 0) == (1, 1, True)
    person = get_for(world.staff("lan"), str(dossier.code), TODAY).applicant
    assert (person.name, person.personal_id, person.phone, person.address) == (ERASED, "", "", "")
    assert person.erased_at == LATER
    assert not DossierWord.objects.filter(dossier=dossier).exists()
    assert not place_of(old.sha256).exists()
    slip = render(Slip.objects.get(dossier=dossier), sample=True, by_code="lan", at=LATER)
    assert "Nguyễn Văn Tư" not in words_of(slip)
    assert not any(
        "Nguyễn Văn Tư" in values for values in EntryDetail.objects.values_list("values", flat=True)
    )
    assert list(compare_all()) == []


def test_the_journal_is_whole_says_so_and_keeps_the_ground(world: World) -> None:
    dossier = withdrawn(world)
    before = examine()
    done = erase_people(str(dossier.code), ground=GROUND, by=world.staff("yen"), at=LATER)

    after = examine()
    assert after.is_whole
    assert after.erased == before.erased + done.entries
    kept = Entry.objects.filter(action="erase_details", object_code=dossier.code)
    assert {entry.actor_code for entry in kept} == {"yen"}
    assert all(GROUND in str(entry.detail.values) for entry in kept)


def test_the_scans_go_only_when_asked_for(world: World) -> None:
    dossier = withdrawn(world)
    kept = dossier.papers.get(name="Bản quét").file
    erase_people(
        str(dossier.code), ground=GROUND, with_scans=True, by=world.staff("dung"), at=LATER
    )

    assert kept is not None
    assert dossier.papers.get(name="Bản quét").file is None
    assert not StoredFile.objects.filter(pk=kept.pk).exists()


def test_who_may_not_or_need_not_erase_is_refused(world: World) -> None:
    dossier = withdrawn(world)
    code, yen = str(dossier.code), world.staff("yen")
    with pytest.raises(NotYourTask):
        erase_people(code, ground=GROUND, by=world.staff("lan"), at=LATER)
    with pytest.raises(GroundMissing):
        erase_people(code, ground=" ", by=yen, at=LATER)
    with pytest.raises(DossierNotFound):
        erase_people("H99.101-260310-9999", ground=GROUND, by=yen, at=LATER)
    erase_people(code, ground=GROUND, by=yen, at=LATER)
    with pytest.raises(Conflict, match="trước đây"):
        erase_people(code, ground=GROUND, by=yen, at=LATER)


def test_an_open_dossier_keeps_its_people(world: World) -> None:
    dossier = processing(world)
    with pytest.raises(Conflict, match="chưa kết thúc"):
        erase_people(str(dossier.code), ground=GROUND, by=world.staff("yen"), at=LATER)


def test_the_command_erases_and_says_what_went(world: World, capsys) -> None:
    dossier = withdrawn(world)
    call_command("dossiers", "erase", str(dossier.code), "--reason", GROUND, "--by", "yen")
    assert "personal data erased" in capsys.readouterr().out
    with pytest.raises(CommandError, match="trước đây"):
        call_command("dossiers", "erase", str(dossier.code), "--reason", GROUND, "--by", "yen")
