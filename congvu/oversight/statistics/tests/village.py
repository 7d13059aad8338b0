"""A few weeks of a commune's dossiers, made by the services of casework, for end-to-end tests."""

from __future__ import annotations

from datetime import datetime, timedelta

from congvu.casework.dossiers.services import clock, closing, intake
from congvu.casework.dossiers.tests.make import DECISION, accepted, make_intake, processing, result
from tests.world import VIETNAM, World

LONG_PROCEDURE = "1.004837"  # Đăng ký giám hộ: days, not hours
OTHER_FIELD = "1.001776"  # Trợ cấp xã hội hàng tháng


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=VIETNAM)


def live(world: World) -> None:
    """Let eight dossiers live through February and March 2026, each in its own way."""
    minh, hoa, lan = world.staff("minh"), world.staff("hoa"), world.staff("lan")
    # 1 resolved and handed out
    first = processing(world, at(3, 2))
    first = closing.resolve(first, seen=first.version, results=[result()], by=hoa, at=at(3, 3))
    closing.hand_out(
        first, seen=first.version, method="desk", receiver_name="Tư", by=lan, at=at(3, 5)
    )
    # 2 resolved long after the due date
    second = processing(world, at(2, 2))
    closing.resolve(second, seen=second.version, results=[result()], by=hoa, at=at(3, 20))
    # 3 waits for a supplement; 4 came back from one
    for back in (False, True):
        waiting = processing(world, at(3, 4), procedure=LONG_PROCEDURE)
        waiting = clock.request_supplement(
            waiting,
            seen=waiting.version,
            items=[("Bản sao", "Bị mờ")],
            reason="Thiếu giấy tờ",
            by=minh,
            at=at(3, 5),
        )
        if back:
            clock.receive_supplement(waiting, seen=waiting.version, by=lan, at=at(3, 9))
    # 5 re-appointed and still open
    late = processing(world, at(3, 4, 10), procedure=OTHER_FIELD)
    clock.reappoint(
        late,
        seen=late.version,
        new_due=late.lawful_due + timedelta(days=7),
        reason="Chờ xác minh",
        document=DECISION,
        by=hoa,
        at=at(3, 5),
    )
    # 6 withdrawn; 7 accepted and left; 8 online, not accepted
    gone = processing(world, at(3, 10), channel="postal")
    closing.withdraw(gone, seen=gone.version, reason="Không cần nữa", by=lan, at=at(3, 11))
    accepted(world, at(3, 12))
    intake.submit(make_intake(channel="online"), by=lan, at=at(3, 12))
