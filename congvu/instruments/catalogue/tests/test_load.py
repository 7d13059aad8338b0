"""Loading: whole or not at all, twice the same, and nothing in force is rewritten by accident."""

import pytest

from congvu.foundation.journal.models import Entry
from congvu.instruments.catalogue import selectors
from congvu.instruments.catalogue.errors import BadFiles, InForce
from congvu.instruments.catalogue.models import PaperSpec, Procedure, ProcedureVersion
from congvu.instruments.catalogue.services import Tally
from congvu.instruments.catalogue.tests.make import CODE, NOW, PROCEDURE, load

pytestmark = pytest.mark.django_db


def stored(number=2):
    return ProcedureVersion.objects.get(procedure__code=CODE, number=number)


def test_a_first_load_brings_everything(tmp_path):
    report = load(tmp_path)
    assert report.procedures == Tally(new=1)
    assert report.versions == Tally(new=2)
    assert stored().papers.count() == 2
    assert stored().steps.count() == 6


def test_a_second_load_changes_nothing(tmp_path):
    load(tmp_path)
    before = list(PaperSpec.objects.values_list("id", flat=True))
    entries = Entry.objects.count()
    report = load(tmp_path)
    assert not report.wrote
    assert report.versions == Tally(unchanged=2)
    assert list(PaperSpec.objects.values_list("id", flat=True)) == before
    assert Entry.objects.count() == entries


def test_a_load_that_writes_leaves_one_entry_in_the_journal(tmp_path):
    before = Entry.objects.count()
    load(tmp_path)
    entry = Entry.objects.latest("id")
    assert Entry.objects.count() == before + 1
    assert (entry.action, entry.object_type, entry.actor_code) == (
        "load_catalogue",
        "catalogue",
        "system",
    )


def test_a_paper_may_be_mended_while_the_version_is_in_force(tmp_path):
    load(tmp_path)
    kept = stored().pk
    report = load(tmp_path, PROCEDURE.replace("Đơn đăng ký", "Tờ khai đăng ký"))
    assert report.versions == Tally(changed=2)
    assert stored().pk == kept
    assert stored().papers.get(order=1).name == "Tờ khai đăng ký"
    assert selectors.get_version(CODE, NOW.date()).papers[0].name == "Tờ khai đăng ký"


def test_a_limit_in_force_is_not_rewritten(tmp_path):
    load(tmp_path)
    shorter = PROCEDURE.replace('"10 ngày làm việc"', '"5 ngày làm việc"')
    with pytest.raises(InForce) as caught:
        load(tmp_path, shorter)
    assert "9.000001 versions[2].limit" in caught.value.message
    assert "--replace" in caught.value.message
    assert stored().limit_value == 10


def test_replace_rewrites_it_knowingly(tmp_path):
    load(tmp_path)
    load(tmp_path, PROCEDURE.replace('"10 ngày làm việc"', '"5 ngày làm việc"'), replace=True)
    assert stored().limit_value == 5


def test_a_new_version_is_the_way_to_change_a_limit(tmp_path):
    load(tmp_path)
    ended = PROCEDURE.replace(
        "starts_on = 2025-07-01\n", "starts_on = 2025-07-01\nends_on = 2026-05-01\n"
    )
    third = '\n[[procedures.versions]]\nnumber = 3\nstarts_on = 2026-05-01\nlimit = "5 ngày"\n'
    report = load(tmp_path, ended + third + 'legal_basis = ["Luật số 3"]\n')
    assert report.versions == Tally(new=1, changed=1, unchanged=1)
    assert selectors.get_version(CODE, NOW.date()).number == 2


def test_what_no_file_names_is_kept_and_counted(tmp_path):
    load(tmp_path)
    before = ProcedureVersion.objects.count()
    report = load(tmp_path, PROCEDURE.replace("9.000001", "9.000002"))
    assert report.only_stored == before
    assert Procedure.objects.filter(code=CODE).exists()


def test_bad_files_write_nothing(tmp_path):
    before = Procedure.objects.count()
    good = PROCEDURE.replace("9.000001", "9.000003")
    with pytest.raises(BadFiles):
        load(tmp_path, good + PROCEDURE.replace('"10 ngày làm việc"', '"?"'))
    assert Procedure.objects.count() == before


def test_a_refused_load_writes_nothing_at_all(tmp_path):
    load(tmp_path)
    more = PROCEDURE.replace("9.000001", "9.000004")
    with pytest.raises(InForce):
        load(tmp_path, more + PROCEDURE.replace('"10 ngày làm việc"', '"5 ngày làm việc"'))
    assert not Procedure.objects.filter(code="9.000004").exists()


def test_the_shipped_catalogue_loads_into_what_it_loaded_before():
    from django.conf import settings

    from congvu.foundation.journal.rules import SYSTEM
    from congvu.instruments.catalogue import services

    services.load(settings.CATALOGUE, by=SYSTEM, at=NOW)
    report = services.load(settings.CATALOGUE, by=SYSTEM, at=NOW)
    assert not report.wrote
