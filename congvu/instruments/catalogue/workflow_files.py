"""Reads the named workflows that procedures share, and the steps of one version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from congvu.instruments.catalogue import rules
from congvu.instruments.catalogue.errors import BadFiles
from congvu.instruments.catalogue.toml_tables import Table, Wrong, open_table

if TYPE_CHECKING:
    from pathlib import Path

WHOLE: Final = 1000  # shares are in ‰ of the time limit

Workflows = dict[str, tuple[rules.StepFacts, ...]]


def read_workflows(path: Path) -> Workflows:
    """Read the file of named workflows. Raises BadFiles with the first fault."""
    table = open_table(path)
    found: Workflows = {}
    try:
        for part in table.tables("workflows"):
            code = part.text("code")
            part.place = code
            part.text("name")
            found[code] = _steps(part)
            part.done()
        table.done()
    except Wrong as wrong:
        raise BadFiles([wrong.fault]) from wrong
    return found


def read_steps(table: Table, workflows: Workflows) -> tuple[rules.StepFacts, ...]:
    """Take the steps of a version: its own, or those of the workflow that it names."""
    if table.has("steps"):
        return _steps(table)
    code = table.choice("workflow", set(workflows))
    return workflows[code]


def _steps(table: Table) -> tuple[rules.StepFacts, ...]:
    steps = tuple(_step(part, order) for order, part in enumerate(table.tables("steps"), start=1))
    if sum(step.share for step in steps) > WHOLE:
        raise table.wrong("steps", "tổng share vượt 1000‰.", "Chia lại thời hạn giữa các bước.")
    if len(steps) < 2 or steps[0].kind != rules.StepKind.RECEIVE:
        raise table.wrong("steps", "bước đầu phải là receive.", "Thêm bước tiếp nhận ở đầu.")
    if steps[-1].kind != rules.StepKind.RETURN:
        raise table.wrong("steps", "bước cuối phải là return.", "Thêm bước trả kết quả ở cuối.")
    return steps


def _step(table: Table, order: int) -> rules.StepFacts:
    step = rules.StepFacts(
        order=order,
        name=table.text("name"),
        kind=table.choice("kind", set(rules.StepKind)),
        role=table.choice("role", set(rules.StepRole)),
        unit_kind=table.choice("unit_kind", set(rules.StepPlace)),
        agency=table.text("agency", ""),
        share=table.whole("share"),
        branches=table.texts("branches", ()),
        note=table.text("note", ""),
    )
    table.done()
    unknown = set(step.branches) - set(rules.Branch)
    if unknown:
        raise table.wrong(
            "branches", f"không có nhánh {sorted(unknown)}.", f"Chọn: {', '.join(rules.Branch)}."
        )
    outside = step.role == rules.StepRole.AGENCY
    if outside != bool(step.agency) or outside != (step.unit_kind == rules.StepPlace.AGENCY):
        raise table.wrong(
            "agency",
            "vai trò, loại đơn vị và tên cơ quan ngoài không khớp.",
            'Bước của cơ quan khác: role = "agency", unit_kind = "agency", agency = "tên".',
        )
    return step
