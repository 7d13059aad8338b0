"""An office's own wording: saved in versions, refused with lines, taken back."""

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.foundation.people.rules import Role, Staff
from congvu.instruments.forms import selectors, services
from congvu.instruments.forms.errors import BadForm
from congvu.instruments.forms.models import FormOverride
from congvu.instruments.forms.tests import make
from congvu.kernel.errors import Conflict, NotFound

KIND, REGIME = "receipt_slip", "nd118-2025"


def unit(name="Xã Suối Trong"):
    return apps.get_model("units", "Unit").objects.create(
        kind="xa", name=name, short_name=name, starts_on=make.AT.date(), sort_key="", folded=""
    )


@pytest.fixture
def place(db):
    return unit()


def mai(place):
    """Chị Mai, reform officer, words the forms of her office."""
    return Staff(
        account_id=5,
        code="mai",
        full_name="Chị Mai",
        position_id=5,
        position_code="mai@H99.1",
        title="Công chức cải cách hành chính",
        unit_id=place.pk,
        unit_code="H99.forms",
        unit_name=place.name,
        roles=frozenset({Role.REFORM_OFFICER}),
    )


def own_source(place):
    source = selectors.source_for(KIND, REGIME, place.pk).source
    return source.replace("Đã tiếp nhận hồ sơ của:", "Xã đã nhận hồ sơ của:")


def save(place, source, seen=0, **changes):
    facts = {"unit_id": place.pk, "kind": KIND, "regime_code": REGIME, "seen_version": seen}
    return services.save_override(**(facts | changes), source=source, by=mai(place), at=make.AT)


def remove(place, seen):
    return services.remove_override(
        unit_id=place.pk,
        kind=KIND,
        regime_code=REGIME,
        seen_version=seen,
        by=mai(place),
        at=make.AT,
    )


def printed(place):
    spec = selectors.spec_for(KIND, REGIME, place.pk)
    return make.pdf_text(services.render_pdf(spec, make.data(KIND), sample=False))


def test_an_office_prints_its_own_words_and_its_neighbour_does_not(place):
    neighbour = unit("Xã Đồi Thông")
    save(place, own_source(place))
    assert "Xã đã nhận hồ sơ của" in printed(place)
    assert "Đã tiếp nhận hồ sơ của" in printed(neighbour)


def test_finding_the_form_of_a_unit_costs_one_statement(place):
    selectors.spec_for(KIND, REGIME, place.pk)
    with CaptureQueriesContext(connection) as seen:
        selectors.spec_for(KIND, REGIME, place.pk)
    assert len(seen) == 1
    with CaptureQueriesContext(connection) as seen:
        selectors.spec_for(KIND, REGIME)
    assert len(seen) == 0


def test_versions_are_added_and_never_changed(place):
    save(place, own_source(place))
    save(place, own_source(place).replace("Xã đã nhận", "Xã vừa nhận"), seen=1)
    versions = selectors.list_versions(KIND, REGIME, place.pk)
    assert [(one.version, one.edited_by) for one in versions] == [(2, "mai"), (1, "mai")]
    assert "Xã vừa nhận" in printed(place)


def test_going_back_to_the_catalogue_keeps_the_history(place):
    save(place, own_source(place))
    remove(place, 1)
    assert "Đã tiếp nhận hồ sơ của" in printed(place)
    source = selectors.source_for(KIND, REGIME, place.pk)
    assert (source.version, source.is_own) == (2, False)
    save(place, own_source(place), seen=2)
    assert selectors.source_for(KIND, REGIME, place.pk).is_own


def test_the_second_of_two_editors_is_told_and_loses_nothing(place):
    save(place, own_source(place))
    with pytest.raises(Conflict, match="mai sửa thành bản 1"):
        save(place, own_source(place))
    assert FormOverride.objects.count() == 1


def test_two_editors_who_save_in_the_same_instant_do_not_overwrite_each_other(place, monkeypatch):
    save(place, own_source(place))
    answers = iter([None, selectors.latest_override(KIND, REGIME, place.pk)])
    monkeypatch.setattr(services, "latest_override", lambda *_: next(answers))
    with pytest.raises(Conflict, match="mai sửa thành bản 1"):
        save(place, own_source(place))
    assert FormOverride.objects.count() == 1


def test_a_wrong_form_is_refused_with_its_lines_and_nothing_is_kept(place):
    source = own_source(place).replace("{submitter_name}", "{ten_nguoi_nop}")
    with pytest.raises(BadForm, match=r"Dòng \d+: không có trường “ten_nguoi_nop”"):
        save(place, source)
    assert not FormOverride.objects.exists()


def test_a_form_that_the_regime_does_not_have_is_refused(place):
    with pytest.raises(NotFound, match="nd1-1999"):
        save(place, own_source(place), regime_code="nd1-1999")
    with pytest.raises(NotFound):
        selectors.spec_for("no_such_kind", REGIME, place.pk)


def test_each_change_is_one_journal_entry(place):
    save(place, own_source(place))
    remove(place, 1)
    entries = apps.get_model("journal", "Entry").objects.filter(unit_code="H99.forms")
    assert [(one.action, one.object_code) for one in entries.order_by("seq")] == [
        ("save_form", f"{REGIME}/{KIND}"),
        ("remove_form", f"{REGIME}/{KIND}"),
    ]


def test_the_editor_sees_which_forms_are_its_own_and_what_they_may_say(place):
    save(place, own_source(place))
    kinds = {row.kind: row for row in selectors.list_kinds(REGIME, place.pk)}
    assert len(kinds) == 13
    assert kinds[KIND].is_own
    assert not kinds["stop_notice"].is_own
    help_rows = {(row.collection, row.placeholder): row for row in selectors.field_help(KIND)}
    assert ("long", "08 giờ 15 phút, ngày 05 tháng 01 năm 2026") in help_rows["", "{due}"].formats
    assert ("papers", "{originals}") in help_rows


def test_a_preview_is_marked_as_a_sample(place):
    preview = services.preview(own_source(place), kind=KIND)
    assert "DỮ LIỆU MẪU" in make.pdf_text(preview)
    assert "Xã đã nhận hồ sơ của" in make.pdf_text(preview)


def test_the_tables_hold_no_personal_data():
    assert FormOverride.personal_data == ()


def test_has_form_says_what_a_regime_prints():
    assert selectors.has_form("stop_notice", "nd61-2018")
    assert not selectors.has_form("stop_notice", "nd1-1999")
