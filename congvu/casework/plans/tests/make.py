"""A plan and its tasks, written through the register's services."""

from __future__ import annotations

from datetime import date

from congvu.instruments.registers.declared import get_register
from congvu.instruments.registers.services.entries import add_row
from tests.world import NOW


def plan(world, **said):
    values = {
        "year": 2026,
        "kind": "reform",
        "title": "Kế hoạch cải cách hành chính năm 2026",
        "parent": None,
        "issued_on": date(2026, 1, 5),
        **said,
    }
    return add_row(get_register("ke-hoach"), values, by=world.staff("mai"), at=NOW)


def task(world, of, number, part=None, **said):
    values = {
        "plan": of.pk,
        "number": number,
        "part": part,
        "content": f"Việc {number}.{part or 0}",
        "source": "own",
        "carried_over": False,
        "given_on": date(2026, 1, 5),
        "due_on": date(2026, 3, 6),
        **said,
    }
    return add_row(get_register("nhiem-vu"), values, by=world.staff("mai"), at=NOW)


def done(on, **said):
    return {"done_on": on, "progress": 100, "evidence": "Báo cáo số 01/BC-UBND", **said}
