"""Reads procedures from `catalogue/procedures/*.toml`, one file per field, without a database.

Keys of a procedure hold for all its versions; a version repeats only what differs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from congvu.instruments.catalogue import rules
from congvu.instruments.catalogue.errors import BadFiles, Fault
from congvu.instruments.catalogue.toml_tables import Table, Wrong, open_table
from congvu.instruments.catalogue.workflow_files import Workflows, read_steps, read_workflows
from congvu.kernel.workingdays import LimitUnit, OnSupplement, TimeLimit

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

WORKFLOWS: Final = "workflows.toml"
DISTRICTS_END: Final = date(2025, 7, 1)  # Luật Tổ chức chính quyền địa phương 2025: two levels
_CODE = re.compile(r"[0-9]\.[0-9]{6}")
_LIMIT = re.compile(r"([1-9][0-9]{0,3}) (ngày làm việc|ngày|giờ làm việc)")
_UNITS: Final = {
    "ngày làm việc": LimitUnit.WORKING_DAYS,
    "ngày": LimitUnit.CALENDAR_DAYS,
    "giờ làm việc": LimitUnit.WORKING_HOURS,
}


@dataclass(frozen=True, slots=True)
class FieldText:
    """A field as its file states it."""

    code: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class ProcedureText:
    """A procedure with all its versions, oldest first, and the file it stands in."""

    code: str
    field: FieldText
    versions: tuple[rules.VersionFacts, ...]
    file: str


def read_procedures(
    folder: Path, service_levels: Collection[str]
) -> tuple[tuple[FieldText, ...], tuple[ProcedureText, ...]]:
    """Read all files of the folder. Raises BadFiles with every fault found."""
    workflows = read_workflows(folder / WORKFLOWS)
    faults: list[Fault] = []
    fields: list[FieldText] = []
    procedures: list[ProcedureText] = []
    for path in sorted(folder.glob("*.toml")):
        if path.name == WORKFLOWS:
            continue
        try:
            table = open_table(path)
            field = _field(table.table("field"))
            entries = table.tables("procedures")
            table.done()
        except Wrong as wrong:
            faults.append(wrong.fault)
            continue
        except BadFiles as bad:
            faults.extend(bad.faults)
            continue
        fields.append(field)
        for entry in entries:
            try:
                procedures.append(_procedure(entry, field, workflows, service_levels))
            except Wrong as wrong:
                faults.append(wrong.fault)
    faults.extend(_twice(fields, procedures))
    if faults:
        raise BadFiles(faults)
    return tuple(fields), tuple(procedures)


def _twice(fields: list[FieldText], procedures: list[ProcedureText]) -> list[Fault]:
    faults = []
    seen: dict[str, str] = {}
    for procedure in procedures:
        if procedure.code in seen:
            faults.append(
                Fault(
                    procedure.file,
                    procedure.code,
                    f"mã này đã có trong {seen[procedure.code]}.",
                    "Giữ một nơi, các thay đổi viết thành phiên bản.",
                )
            )
        seen[procedure.code] = procedure.file
    codes = [field.code for field in fields]
    faults.extend(
        Fault(code, "field.code", "hai tệp cùng mã lĩnh vực.", "Gộp vào một tệp.")
        for code in sorted({code for code in codes if codes.count(code) > 1})
    )
    return faults


def _field(table: Table) -> FieldText:
    field = FieldText(table.text("code"), table.text("name"), table.text("name_en"))
    table.done()
    return field


def _procedure(
    table: Table, field: FieldText, workflows: Workflows, service_levels: Collection[str]
) -> ProcedureText:
    code = table.text("code")
    if not _CODE.fullmatch(code):
        raise table.wrong("code", f"“{code}” không phải mã quốc gia.", "Dạng đúng: 1.001193.")
    table.place = code
    shared = table.without("code", "versions")
    versions = []
    for part in table.tables("versions"):
        part.place = f"{code} {part.place.rpartition('.')[2]}"
        hidden = ("workflow",) if part.has("steps") else ("steps",) if part.has("workflow") else ()
        whole = part.over(shared.without(*hidden))
        versions.append(_version(whole, code, field, workflows, service_levels))
    _check_line(table, versions)
    return ProcedureText(code, field, tuple(versions), table.file)


def _check_line(table: Table, versions: list[rules.VersionFacts]) -> None:
    if not versions:
        raise table.wrong("versions", "chưa có phiên bản nào.", "Thêm [[procedures.versions]].")
    if [version.number for version in versions] != sorted({item.number for item in versions}):
        raise table.wrong("versions", "số phiên bản trùng hoặc lùi.", "Đánh số tăng dần 1, 2, 3.")
    clash = rules.overlapping([(item.starts_on, item.ends_on) for item in versions])
    if clash:
        numbers = " và ".join(str(versions[index].number) for index in clash)
        raise table.wrong(
            "versions",
            f"phiên bản {numbers} cùng có hiệu lực một ngày.",
            "Đặt ends_on của bản trước bằng starts_on của bản sau.",
        )


def _version(
    table: Table,
    code: str,
    field: FieldText,
    workflows: Workflows,
    service_levels: Collection[str],
) -> rules.VersionFacts:
    version = rules.VersionFacts(
        id=0,
        code=code,
        number=table.whole("number"),
        name=table.text("name"),
        name_en=table.text("name_en", ""),
        also_called=table.text("also_called", ""),
        field_id=0,
        field_code=field.code,
        field_name=field.name,
        level=table.choice("level", set(rules.Level)),
        also_level=table.choice("also_level", set(rules.Level), ""),
        competent_kind=table.choice("competent_kind", set(rules.CompetentKind), "committee"),
        competent_name=table.text("competent"),
        mechanism=table.choice("mechanism", set(rules.Mechanism), "one_stop"),
        service_level=table.choice("service_level", service_levels),
        limit=read_limit(table, "limit"),
        channel_limits=_channel_limits(table),
        same_day=table.flag("same_day", default=False),
        on_supplement=_on_supplement(table),
        late_acceptance_cutoff=table.clock_or_none("late_acceptance_cutoff"),
        starts_on=table.day("starts_on"),
        ends_on=table.day_or_none("ends_on"),
        decision=table.text("decision", ""),
        legal_basis=table.texts("legal_basis"),
        result=table.text("result"),
        fee_text=table.text("fee_text", ""),
        verified=table.flag("verified", default=True),
        note=table.text("note", ""),
        fees=tuple(
            _fee(part, order)
            for order, part in enumerate(table.tables("fees", required=False), start=1)
        ),
        papers=tuple(_paper(part, order) for order, part in _numbered(table, "papers")),
        steps=read_steps(table, workflows),
    )
    table.done()
    _check_version(table, version)
    return version


def _numbered(table: Table, key: str) -> list[tuple[int, Table]]:
    return list(enumerate(table.tables(key), start=1))


def _check_version(table: Table, version: rules.VersionFacts) -> None:
    if version.ends_on is not None and version.ends_on <= version.starts_on:
        raise table.wrong("ends_on", "không sau ngày bắt đầu.", "ends_on là ngày đầu tiên hết hạn.")
    if version.level == rules.Level.DISTRICT and (
        version.ends_on is None or version.ends_on > DISTRICTS_END
    ):
        raise table.wrong("ends_on", "cấp huyện đã hết.", "Đặt ends_on = 2025-07-01 hoặc sớm hơn.")
    if version.level == version.also_level:
        raise table.wrong("also_level", "trùng level.", "Bỏ also_level.")
    if not version.papers:
        raise table.wrong("papers", "chưa có giấy tờ nào.", "Thêm ít nhất một giấy tờ.")
    if not version.legal_basis:
        raise table.wrong("legal_basis", "chưa có căn cứ.", "Ghi số, ký hiệu văn bản.")


def read_limit(table: Table, key: str) -> TimeLimit:
    """Take a limit written as the law writes it: "15 ngày làm việc", "30 ngày", "trong ngày"."""
    text = table.text(key)
    if text == "trong ngày":
        return TimeLimit(0)
    match = _LIMIT.fullmatch(text)
    if not match:
        raise table.wrong(
            key,
            f"“{text}” không phải thời hạn.",
            'Viết "15 ngày làm việc", "30 ngày", "8 giờ làm việc" hoặc "trong ngày".',
        )
    return TimeLimit(int(match[1]), _UNITS[match[2]])


def _channel_limits(table: Table) -> tuple[tuple[str, TimeLimit], ...]:
    if not table.has("limits"):
        return ()
    limits = table.table("limits")
    found = tuple(
        (str(channel), read_limit(limits, channel))
        for channel in rules.Channel
        if limits.has(channel)
    )
    limits.done()
    return found


def _on_supplement(table: Table) -> OnSupplement | None:
    chosen = table.choice("on_supplement", set(OnSupplement), "")
    return OnSupplement(chosen) if chosen else None


def _fee(table: Table, order: int) -> rules.FeeFacts:
    fee = rules.FeeFacts(
        order=order,
        channel=table.choice("channel", set(rules.Channel), "") or None,
        kind=table.choice("kind", set(rules.FeeKind)),
        name=table.text("name"),
        amount=table.whole("amount") if table.has("amount") else None,
        per=table.text("per", ""),
        note=table.text("note", ""),
        first=table.whole("from", 1),
        most=table.whole("most") if table.has("most") else None,
    )
    table.done()
    return fee


def _paper(table: Table, order: int) -> rules.PaperFacts:
    paper = rules.PaperFacts(
        order=order,
        name=table.text("name"),
        form_number=table.text("form", ""),
        originals=table.whole("originals", 0),
        copies=table.whole("copies", 0),
        electronic=table.flag("electronic", default=True),
        required=table.flag("required", default=True),
        note=table.text("note", ""),
    )
    table.done()
    if paper.originals + paper.copies == 0 and not paper.electronic:
        raise table.wrong("", "giấy tờ không có bản nào.", "Ghi originals, copies hoặc electronic.")
    return paper
