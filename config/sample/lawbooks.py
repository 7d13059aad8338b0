"""Lines of the sample about law: regulations, mediation, checks from above, proposals upward."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from config.sample.cited import Cells, cited
from congvu.kernel.vitext import format_date

VILLAGES = ("thôn Một", "thôn Hai", "thôn Ba")
DISPUTES = ("Đất đai, ranh giới", "Hôn nhân và gia đình", "Mâu thuẫn khác")
COMMUNES_CHECKED = 2


def of_a_commune(units: Mapping[str, str], *, starts_on: date, today: date) -> Iterator[Cells]:
    """Yield the lines that a commune keeps itself: register, day, cells."""
    yield from _regulations(units, starts_on)
    yield from _mediation(starts_on, today)
    yield from _proposals(starts_on)


def of_the_province(names: list[str], *, starts_on: date) -> Iterator[Cells]:
    """Yield what the province writes of its communes: checks of their resolutions, the standard."""
    issued, checked = starts_on + timedelta(days=50), starts_on + timedelta(days=65)
    for turn, name in enumerate(names[:COMMUNES_CHECKED]):
        council = f"HĐND {name[0].lower()}{name[1:]}"
        is_wrong = turn == 1
        mended = checked + timedelta(days=25)
        told = {
            "wrong": "Giao thêm giấy tờ ngoài thành phần hồ sơ đã công bố.",
            "conclusion": cited("Kết luận", 7, "KL-STP", checked, "Sở Tư pháp"),
            "mended_on": format_date(mended),
            "mended_by": cited("Nghị quyết", 3, "NQ-HĐND", mended, council),
        }
        yield "kiem-tra-van-ban", mended if is_wrong else checked, {
            "document": cited("Nghị quyết", 1, f"{issued.year}/NQ-HĐND", issued, council),
            "issuer": name, "checked_on": format_date(checked),
            "verdict": "Có nội dung trái pháp luật" if is_wrong else "Đúng pháp luật",
        } | (told if is_wrong else {})  # fmt: skip
    assessed = date(starts_on.year + 1, 2, 15)
    for turn, name in enumerate(names):
        is_met = turn < len(names) - 1
        yield "tiep-can-phap-luat", assessed, {
            "year": str(starts_on.year), "commune": name, "assessed_on": format_date(assessed),
            "score": "91,5" if is_met else "78", "is_met": "Có" if is_met else "Không",
            "decision": cited("Quyết định", 320, "QĐ-UBND", assessed, "UBND tỉnh Minh Châu"),
            "missing": "" if is_met else "Thông tin pháp luật chưa công khai đủ.",
        }  # fmt: skip


def _regulations(units: Mapping[str, str], starts_on: date) -> Iterator[Cells]:
    day = starts_on + timedelta(days=8)
    written = [
        ("Làm việc", "Quy chế làm việc của UBND", ""),
        ("Bộ phận Một cửa", "Quy chế hoạt động của Trung tâm Phục vụ hành chính công", "desk"),
        ("Tiếp công dân", "Quy chế tiếp công dân", ""),
        ("Chi tiêu nội bộ, tài sản công", "Quy chế chi tiêu nội bộ", ""),
        *(
            ("Chức năng, nhiệm vụ, cơ cấu tổ chức", f"Chức năng, nhiệm vụ của {units[one]}", one)
            for one in ("economy", "society", "secretariat")
        ),
    ]
    for number, (subject, name, section) in enumerate(written, 5):
        yield "quy-che", day, {
            "subject": subject, "name": name, "unit": units[section] if section else "",
            "document": cited("Quyết định", number, "QĐ-UBND", day),
            "issued_on": format_date(day), "starts_on": format_date(day),
        }  # fmt: skip


def _mediation(starts_on: date, today: date) -> Iterator[Cells]:
    begun = starts_on + timedelta(days=18)
    for turn, village in enumerate(VILLAGES):
        yield "to-hoa-giai", begun, {
            "name": f"Tổ hòa giải {village}", "starts_on": format_date(begun),
            "members": str(5 + turn), "women": "2",
            "decision": cited("Quyết định", 22 + turn, "QĐ-UBND", begun),
        }  # fmt: skip
    day, turn = begun + timedelta(days=20), 0
    while day <= today:
        ended = day + timedelta(days=12)
        result = {
            "ended_on": format_date(ended),
            "outcome": "Hòa giải không thành" if turn % 5 == 4 else "Hòa giải thành",
        }
        yield "hoa-giai", min(ended, today), {
            "team": f"Tổ hòa giải {VILLAGES[turn % 3]}", "number": f"{turn + 1:02d}",
            "received_on": format_date(day), "dispute": DISPUTES[turn % 3],
        } | (result if ended <= today else {})  # fmt: skip
        day, turn = day + timedelta(days=35), turn + 1


def _proposals(starts_on: date) -> Iterator[Cells]:
    sent, replied = starts_on + timedelta(days=90), starts_on + timedelta(days=125)
    yield "kien-nghi-cap-tren", replied, {
        "sent_on": format_date(sent), "addressee": "Sở Khoa học và Công nghệ",
        "field": "Chuyển đổi số", "content": "Nối hệ thống một cửa với cơ sở dữ liệu đất đai.",
        "document": cited("Công văn", 71, "UBND-VP", sent), "replied_on": format_date(replied),
        "reply": "Tiếp thu một phần",
        "reply_document": cited("Công văn", 512, "SKHCN", replied, "Sở Khoa học và Công nghệ"),
    }  # fmt: skip
    late = starts_on + timedelta(days=300)
    yield "kien-nghi-cap-tren", late, {
        "sent_on": format_date(late), "addressee": "UBND tỉnh Minh Châu",
        "field": "Tổ chức bộ máy", "content": "Bổ sung biên chế cho Trung tâm Phục vụ hành chính công.",
        "document": cited("Tờ trình", 33, "TTr-UBND", late),
        "due_on": format_date(late + timedelta(days=45)),
    }  # fmt: skip
