"""Printing forms, and keeping the forms that an office words for itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from congvu.foundation.journal import services as journal
from congvu.foundation.people.rules import Staff
from congvu.instruments.forms import library, pdf, word
from congvu.instruments.forms.models import FormOverride
from congvu.instruments.forms.rules.blocks import FormSpec
from congvu.instruments.forms.rules.filling import fill
from congvu.instruments.forms.rules.reading import read_form
from congvu.instruments.forms.selectors import latest_override
from congvu.kernel.errors import Conflict
from congvu.kernel.vitext import nfc


def render_pdf(spec: FormSpec, data: Mapping[str, Any], *, sample: bool) -> bytes:
    """Return the filled form as PDF, the same bytes for the same data.

    The names in `data` are those of `rules.kinds.KINDS[spec.kind]`; another name or a value of
    the wrong type raises TypeError. A name without value prints a dotted line. `sample` marks
    every page DỮ LIỆU MẪU. Every page says that it is not digitally signed.
    """
    return pdf.print_pdf(fill(spec, data, sample=sample))


def render_docx(spec: FormSpec, data: Mapping[str, Any], *, sample: bool) -> bytes:
    """Return the filled form as DOCX, with the same words as `render_pdf`."""
    return word.print_docx(pdf.fitted(fill(spec, data, sample=sample)))


def preview(source: str, *, kind: str) -> bytes:
    """Return the PDF of a form text with invented data, marked as a sample.

    Raises BadForm with every mistake and its line.
    """
    return render_pdf(read_form(source, kind=kind), library.preview_data(kind), sample=True)


@transaction.atomic
def save_override(
    *,
    unit_id: int,
    kind: str,
    regime_code: str,
    source: str,
    seen_version: int,
    by: Staff,
    at: datetime,
) -> FormOverride:
    """Keep the unit's own wording of a form as its next version and print it from now on.

    The text is read and test-printed first, with invented data and with none. Raises BadForm
    with every mistake and its line, NotFound for a form that the regime does not have, Conflict
    when somebody saved another version than `seen_version` in between.
    """
    library.form_path(kind, regime_code)
    source = nfc(source)
    spec = read_form(source, kind=kind)
    for data in (library.preview_data(kind), {}):
        render_pdf(spec, data, sample=True)
        render_docx(spec, data, sample=True)
    return _add_version(unit_id, kind, regime_code, source=source, seen=seen_version, by=by, at=at)


@transaction.atomic
def remove_override(
    *, unit_id: int, kind: str, regime_code: str, seen_version: int, by: Staff, at: datetime
) -> FormOverride:
    """Go back to the form of the catalogue; earlier versions stay to be read.

    Raises Conflict when somebody saved another version than `seen_version` in between.
    """
    return _add_version(unit_id, kind, regime_code, source="", seen=seen_version, by=by, at=at)


def _add_version(
    unit_id: int, kind: str, regime_code: str, *, source: str, seen: int, by: Staff, at: datetime
) -> FormOverride:
    latest = latest_override(kind, regime_code, unit_id)
    if (latest.version if latest else 0) != seen:
        raise _changed_meanwhile(latest)
    override = FormOverride(
        unit_id=unit_id,
        kind=kind,
        regime_code=regime_code,
        version=seen + 1,
        source=source,
        edited_by=by.code,
        at=at,
    )
    try:
        with transaction.atomic():
            override.save(force_insert=True)
    except IntegrityError as error:  # another editor saved the same version in this instant
        raise _changed_meanwhile(latest_override(kind, regime_code, unit_id)) from error
    journal.record(
        unit=by.unit_code,
        by=by,
        action="save_form" if source else "remove_form",
        obj_type="form",
        obj_code=f"{regime_code}/{kind}",
        changes={"version": override.version, "source": source},
        at=at,
    )
    return override


def _changed_meanwhile(latest: FormOverride | None) -> Conflict:
    return Conflict(
        _("Mẫu này vừa được %(who)s sửa thành bản %(version)s; mở lại để xem rồi sửa tiếp."),
        code="form_changed",
        who=latest.edited_by if latest else "",
        version=latest.version if latest else 0,
    )
