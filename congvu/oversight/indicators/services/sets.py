"""Sets of one's own: a draft from a version or a file, changed step by step, then a new version."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from congvu.foundation.journal import services as journal
from congvu.foundation.people.rules import Role, Staff
from congvu.instruments.catalogue.errors import BadFiles, Fault
from congvu.kernel.digests import digest_of
from congvu.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, gettext_noop
from congvu.oversight.indicators.errors import SetChanged
from congvu.oversight.indicators.library import in_use
from congvu.oversight.indicators.loading import JOURNAL_UNIT
from congvu.oversight.indicators.models import IndicatorSetVersion, SetDraft, SetOrigin
from congvu.oversight.indicators.rules.contents import Values, tidied
from congvu.oversight.indicators.rules.differing import differences
from congvu.oversight.indicators.rules.reading import as_json, from_json, read_set
from congvu.oversight.indicators.rules.sets import Fate, IndicatorSet
from congvu.oversight.indicators.rules.settling import SET_CODE, Refused, Settled
from congvu.oversight.indicators.sources.known import unknown_sources

LONGEST_BASIS: Final = 300


def check_keeper(staff: Staff) -> None:
    """Raise NotAllowed unless the person keeps the sets: the technical administrator."""
    if not staff.has(Role.ADMINISTRATOR):
        raise NotAllowed(gettext_noop("Chỉ người quản trị sửa bộ chỉ tiêu."), code="not_keeper")


def read_draft(draft: SetDraft) -> IndicatorSet:
    """Return the set that a draft holds; what could not be read was never kept."""
    return read_set(from_json(draft.content), f"{draft.code}.toml")


@transaction.atomic
def begin(version: IndicatorSetVersion, *, code: str = "", by: Staff, at: datetime) -> SetDraft:
    """Begin to change a version, or under another code to make another set of it.

    Raises NotAllowed, Invalid for what is no code, Conflict when a draft of the set is open or the
    other code is taken.
    """
    check_keeper(by)
    own = code.strip() or version.code
    if not SET_CODE.fullmatch(own):
        raise Invalid(
            gettext_noop("Mã bộ chỉ gồm chữ thường không dấu, số và dấu gạch nối: xa-2027."),
            code="set_code",
            field="code",
        )
    if own != version.code and IndicatorSetVersion.objects.filter(code=own).exists():
        raise Conflict(
            gettext_noop("Đã có bộ mang mã “%(set)s”."), code="set_exists", set=own, field="code"
        )
    content = tidied({**version.content, "code": own})
    return _draft(version, content, by=by, at=at)


@transaction.atomic
def begin_from_file(settled: Settled, *, by: Staff, at: datetime) -> SetDraft:
    """Keep what a file says as a draft, beside the version of the set that is in use.

    Raises NotAllowed, BadFiles for sources that nobody here answers, Conflict when a draft is open.
    """
    check_keeper(by)
    code = settled.set.code
    base = in_use(list(IndicatorSetVersion.objects.filter(code=code)))
    content = tidied(as_json(settled.values))
    _read(content, base[-1].content if base else None)
    return _draft(base[-1] if base else None, content, settled.refused, by=by, at=at)


@transaction.atomic
def edit(
    draft_id: int, change: Callable[[Values], Values], *, seen: int, by: Staff, at: datetime
) -> SetDraft:
    """Change the contents of a draft by one of `rules.editing`; what cannot be read is refused.

    Raises SetChanged when the draft has another revision than `seen`, BadFiles with what is wrong
    in the words of the reader of files, and what the change raises.
    """
    check_keeper(by)
    draft = _locked(draft_id)
    if draft.revision != seen:
        raise SetChanged(draft.changed_by, draft.revision)
    content = change(draft.content)
    _read(content, draft.base.content if draft.base else None)
    told = {
        f"{one.part.value}:{one.code}": _said(one.fate, [change.key for change in one.changes])
        for one in differences(draft.content, content)
        if one.fate is not Fate.KEEP
    }
    if not told:
        return draft
    draft.content = content
    draft.revision += 1
    draft.changed_by, draft.changed_at = by.code, at
    draft.save(update_fields=["content", "revision", "changed_by", "changed_at"])
    _note("indicators.edit_set", draft.code, told, by, at)
    return draft


@transaction.atomic
def activate(
    draft_id: int,
    *,
    basis: str,
    seen: int,
    by: Staff,
    at: datetime,
    noted: Mapping[str, Any] | None = None,
) -> IndicatorSetVersion:
    """Make a draft the next version of its set: new periods from its first day on report by it.

    No version is changed and no open period is moved. `noted` is what else the journal keeps of
    it; screens go through `reporting.services.adopting`, which knows the outlines. Raises
    SetChanged, Invalid without a basis, Conflict when the version in use says the same, BadFiles.
    """
    check_keeper(by)
    draft = _locked(draft_id)
    if draft.revision != seen:
        raise SetChanged(draft.changed_by, draft.revision)
    tidy = _tidy_basis(basis)
    read = _read(draft.content, draft.base.content if draft.base else None)
    there = list(
        IndicatorSetVersion.objects.select_for_update().filter(code=draft.code).order_by("number")
    )
    digest = _digest(draft.content, there)
    if there and in_use(there)[-1].digest == digest:
        raise Conflict(
            gettext_noop("Bản nháp không khác phiên bản đang dùng; chưa có gì để ban hành."),
            code="nothing_changed",
        )
    version = IndicatorSetVersion.objects.create(
        code=draft.code,
        number=there[-1].number + 1 if there else 1,
        name=read.name,
        level=read.level.value,
        starts_on=read.starts_on,
        ends_on=read.ends_on,
        content=draft.content,
        digest=digest,
        loaded_at=at,
        origin=SetOrigin.OWN,
        basis=tidy,
        recorded_by=by.code,
    )
    draft.became, draft.closed_at = version, at
    draft.save(update_fields=["became", "closed_at"])
    _note("indicators.activate_set", str(version), {"basis": tidy, **(noted or {})}, by, at)
    return version


def _tidy_basis(basis: str) -> str:
    tidy = " ".join(basis.split())
    if not tidy or len(tidy) > LONGEST_BASIS:
        raise Invalid(
            gettext_noop("Ghi căn cứ ban hành: văn bản, số, ngày (tối đa 300 ký tự)."),
            code="no_basis",
            field="basis",
        )
    return tidy


@transaction.atomic
def put_away(draft_id: int, *, by: Staff, at: datetime) -> SetDraft:
    """Close a draft without making a version of it; its contents stay in the table."""
    check_keeper(by)
    draft = _locked(draft_id)
    draft.closed_at = at
    draft.save(update_fields=["closed_at"])
    _note("indicators.discard_set", draft.code, {"revision": draft.revision}, by, at)
    return draft


def _draft(
    base: IndicatorSetVersion | None,
    content: Values,
    refused: tuple[Refused, ...] = (),
    *,
    by: Staff,
    at: datetime,
) -> SetDraft:
    code = content["code"]
    if SetDraft.objects.filter(code=code, closed_at=None).exists():
        raise Conflict(
            gettext_noop("Bộ “%(set)s” đang có một bản nháp; hãy ban hành hoặc bỏ bản đó trước."),
            code="draft_open",
            set=code,
        )
    draft = SetDraft.objects.create(
        code=code,
        base=base,
        content=content,
        refused=[[one.where, one.why] for one in refused],
        started_at=at,
        started_by=by.code,
        changed_at=at,
        changed_by=by.code,
    )
    _note("indicators.begin_set", code, {"base": str(base or "")}, by, at)
    return draft


def _locked(draft_id: int) -> SetDraft:
    found = (
        SetDraft.objects.select_for_update(of=("self",))
        .select_related("base")
        .filter(pk=draft_id, closed_at=None)
        .first()
    )
    if found is None:
        raise NotFound(gettext_noop("Không có bản nháp này, hoặc đã kết thúc."), code="no_draft")
    return found


def _read(content: Mapping[str, Any], origin: Mapping[str, Any] | None) -> IndicatorSet:
    """Read the contents. Raises BadFiles, also for a new source that this installation lacks."""
    file = f"{content.get('code', '')}.toml"
    _refuse_unkeepable(content, file)
    read = read_set(from_json(dict(content)), file)
    was = read_set(from_json(dict(origin)), file).by_code if origin else {}
    fresh = [row for row in read.indicators if not _same_sources(row, was.get(row.code))]
    if unknown := unknown_sources(fresh):
        raise BadFiles(
            [
                Fault(file, code, f"nơi cài đặt này không có nguồn “{source.text}”.", "Sửa nguồn.")
                for code, source in unknown.items()
            ]
        )
    return read


def _refuse_unkeepable(content: Mapping[str, Any], file: str) -> None:
    """Raise BadFiles for texts that not every database keeps."""
    if "\\u0000" in json.dumps(content):
        raise BadFiles([Fault(file, "", "có ký tự điều khiển U+0000.", "Xóa ký tự đó.")])
    for key, most in (("code", 40), ("name", 300)):
        if len(str(content.get(key, ""))) > most:
            raise BadFiles([Fault(file, key, f"dài quá {most} ký tự.", "Rút gọn.")])


def _same_sources(row: Any, was: Any) -> bool:
    return was is not None and (row.source, row.numerator, row.denominator) == (
        was.source,
        was.numerator,
        was.denominator,
    )


def _digest(content: Values, there: list[IndicatorSetVersion]) -> str:
    """Return the digest; contents that say what a version says have the digest of that version."""
    for version in there:
        if tidied(version.content) == tidied(content):
            return version.digest
    return digest_of(content)


def _said(fate: Fate, keys: list[str]) -> list[str]:
    return [fate.value, ", ".join(keys)]


def _note(action: str, code: str, changes: dict[str, Any], by: Staff, at: datetime) -> None:
    journal.record(
        unit=JOURNAL_UNIT,
        by=by,
        action=action,
        obj_type="indicator_set",
        obj_code=code,
        changes=changes,
        at=at,
    )
