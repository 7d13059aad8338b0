"""The shipped files read without a database, and a fault names its file, its key and a remedy."""

import unicodedata
from datetime import date

import pytest
from django.conf import settings

from congvu.foundation.people.rules import Role
from congvu.instruments.catalogue.catalogue_files import read_catalogue
from congvu.instruments.catalogue.errors import BadFiles
from congvu.instruments.catalogue.procedure_files import read_procedures
from congvu.instruments.catalogue.regime_files import FORM_KINDS, read_regimes
from congvu.instruments.catalogue.rules import StepKind, StepRole
from congvu.instruments.catalogue.tests.make import PROCEDURE, write_folder

MERGER = date(2025, 7, 1)


@pytest.fixture(scope="module")
def files():
    return read_catalogue(settings.CATALOGUE)


@pytest.fixture(scope="module")
def all_versions(files):
    return [version for procedure in files.procedures for version in procedure.versions]


def test_at_least_a_hundred_procedures_have_papers_and_steps(files):
    full = [
        procedure
        for procedure in files.procedures
        if all(version.papers and version.steps for version in procedure.versions)
    ]
    assert len(full) == len(files.procedures) >= 100


def test_fifty_procedures_hold_from_2018_to_this_day(files):
    whole = [
        procedure
        for procedure in files.procedures
        if procedure.versions[0].starts_on == date(2018, 6, 21)
        and procedure.versions[-1].ends_on is None
    ]
    assert len(whole) >= 50
    for procedure in whole:
        ends = [version.ends_on for version in procedure.versions[:-1]]
        assert ends == [version.starts_on for version in procedure.versions[1:]]


def test_steps_share_no_more_than_the_whole_limit(all_versions):
    for version in all_versions:
        assert 0 < sum(step.share for step in version.steps) <= 1000, version.code


def test_every_step_is_done_by_a_role_that_people_have(all_versions):
    known = {str(role) for role in Role} | {StepRole.AGENCY}
    assert {step.role for version in all_versions for step in version.steps} <= known


def test_every_workflow_begins_at_the_desk_and_ends_with_the_result(all_versions):
    for version in all_versions:
        assert version.steps[0].kind == StepKind.RECEIVE
        assert version.steps[-1].kind == StepKind.RETURN


def test_what_the_districts_did_ended_with_them(all_versions):
    district = [
        version for version in all_versions if "district" in {version.level, version.also_level}
    ]
    assert len(district) >= 25
    assert all(version.ends_on <= MERGER for version in district)


def test_what_is_guessed_of_the_district_era_is_marked(all_versions):
    assert not any(
        version.verified for version in all_versions if version.starts_on < date(2024, 1, 1)
    )


def test_same_day_procedures_end_on_the_day_and_count_late_ones_from_the_next(all_versions):
    same_day = [version for version in all_versions if version.same_day]
    assert {"2.000815", "1.001193"} <= {version.code for version in same_day}
    for version in same_day:
        assert version.limit.value == 0
        assert version.late_acceptance_cutoff is not None


def test_the_bundle_of_a_birth_goes_to_police_and_insurance(files):
    bundle = next(item for item in files.procedures if item.code == "2.000986").versions[-1]
    agencies = [step.agency for step in bundle.steps if step.kind == StepKind.INTERLINKED]
    assert agencies == ["Công an cấp xã", "Bảo hiểm xã hội"]
    assert bundle.mechanism == "cross_level"


def test_land_waits_for_a_payment_that_takes_no_part_of_the_limit(files):
    land = next(item for item in files.procedures if item.code == "1.013978").versions[-1]
    payment = next(step for step in land.steps if step.kind == StepKind.PAYMENT)
    assert payment.share == 0
    assert "payment" in payment.branches


def test_limits_come_in_days_working_days_and_working_hours(all_versions):
    assert {str(version.limit.unit) for version in all_versions} == {
        "working_days",
        "calendar_days",
        "working_hours",
    }


def test_regimes_cover_every_day_since_2018_and_name_their_forms(files):
    assert [regime.code for regime in files.regimes] == ["nd61-2018", "nd118-2025", "nd309-2026"]
    assert files.regimes[0].starts_on == date(2018, 6, 21)
    assert files.regimes[-1].ends_on is None
    old, *new = [{form.kind for form in regime.forms} for regime in files.regimes]
    assert old == FORM_KINDS - {"stop_notice"}
    assert all(kinds == FORM_KINDS for kinds in new)


def test_the_form_of_codes_changed_in_september_2020(files):
    formats = [(part.starts_on, part.template) for part in files.regimes[0].code_formats]
    assert formats == [
        (date(2018, 6, 21), "{org_2018}-{date}-{number}"),
        (date(2020, 9, 15), "{org}-{date}-{number}"),
    ]


def test_all_files_are_written_with_composed_accents():
    for path in settings.CATALOGUE.rglob("*.toml"):
        text = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), path


def faults_of(tmp_path, procedures):
    with pytest.raises(BadFiles) as caught:
        read_procedures(write_folder(tmp_path, procedures) / "procedures", {"full"})
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('"10 ngày làm việc"', '"mười ngày"', ("versions[2].limit", "15 ngày làm việc")),
        ('code = "9.000001"', 'code = "123"', ("code", "1.001193")),
        ('workflow = "mot-cua"', 'workflow = "hai-cua"', ("workflow", "mot-cua")),
        ('kind = "charge"', 'kind = "thuế"', ("fees[1].kind", "charge, fee")),
        ("copies = 1", 'copies = "một"', ("papers[2].copies", "số nguyên")),
        ("originals = 1", "original = 1", ("papers[1].original", "originals")),
        ('result = "Giấy chứng nhận"', "", ("result", "Thêm dòng")),
        ("ends_on = 2025-07-01", "ends_on = 2026-07-01", ("ends_on", "cấp huyện")),
        ("starts_on = 2025-07-01", 'starts_on = "1/7/2025"', ("starts_on", "2025-07-01")),
        ("number = 2", "number = 1", ("versions", "tăng dần")),
        ('service_level = "full"', 'service_level = "mức 9"', ("service_level", "full")),
        ("required = false", 'required = "không"', ("papers[2].required", "true")),
    ],
)
def test_a_fault_says_where_it_stands_and_what_to_do(tmp_path, before, after, expected):
    assert before in PROCEDURE
    place, remedy = expected
    found = faults_of(tmp_path, PROCEDURE.replace(before, after))
    assert found[0].startswith("thu-nghiem.toml: ")
    assert place in found[0]
    assert remedy in found[0]


def test_versions_of_one_day_are_refused(tmp_path):
    text = PROCEDURE.replace("starts_on = 2025-07-01", "starts_on = 2025-06-01")
    (found,) = faults_of(tmp_path, text)
    assert "phiên bản 1 và 2" in found


def test_a_code_stands_in_one_place_only(tmp_path):
    (found,) = faults_of(tmp_path, PROCEDURE + PROCEDURE)
    assert "9.000001: mã này đã có trong thu-nghiem.toml" in found


def test_steps_over_the_whole_limit_are_refused(tmp_path):
    steps = (
        'steps = [{ name = "a", kind = "receive", role = "clerk", unit_kind = "one_stop_desk",'
        ' share = 600 }, { name = "b", kind = "return", role = "clerk",'
        ' unit_kind = "one_stop_desk", share = 600 }]'
    )
    found = faults_of(tmp_path, PROCEDURE.replace('workflow = "mot-cua"', steps))
    assert "1000‰" in found[0]


def test_a_step_of_another_agency_names_it(tmp_path):
    steps = (
        'steps = [{ name = "a", kind = "receive", role = "clerk", unit_kind = "one_stop_desk",'
        ' share = 100 }, { name = "b", kind = "return", role = "agency",'
        ' unit_kind = "agency", share = 100 }]'
    )
    found = faults_of(tmp_path, PROCEDURE.replace('workflow = "mot-cua"', steps))
    assert "steps[2].agency" in found[0]


def test_several_faults_are_told_at_once(tmp_path):
    other = PROCEDURE.replace("9.000001", "9.000002").replace('"10 ngày làm việc"', '"?"')
    found = faults_of(tmp_path, PROCEDURE.replace('"10 ngày làm việc"', '"?"') + other)
    assert len(found) == 2


def test_broken_toml_names_the_file(tmp_path):
    found = faults_of(tmp_path, "[[procedures")
    assert found[0].startswith("thu-nghiem.toml: không đọc được TOML")


def test_regimes_may_not_leave_a_day_out(tmp_path):
    folder = write_folder(tmp_path) / "regimes"
    path = folder / "nd118-2025.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("starts_on = 2025-07-01", "starts_on = 2025-07-02"), "utf-8")
    with pytest.raises(BadFiles, match="hở ngày"):
        read_regimes(folder)
