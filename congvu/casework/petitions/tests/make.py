"""Citizens' matters, written through the services."""

from __future__ import annotations

from datetime import date

from congvu.casework.petitions.services import Told, receive_denunciation
from congvu.instruments.registers.declared import get_register
from congvu.instruments.registers.services.entries import add_row
from tests.world import NOW

SECRET = "Lương Thị Kín"


def denunciation(world, **said):
    told = Told(
        **{
            "received_on": date(2026, 3, 2),
            "accused": "Trưởng thôn Đông",
            "content": "Thu tiền không biên lai",
            "name": SECRET,
            **said,
        }
    )
    return receive_denunciation(told, by=world.staff("hoa"), at=NOW)


def row(world, code, **said):
    return add_row(get_register(code), said, by=world.staff("mai"), at=NOW)


def petition(world, **said):
    values = {
        "received_on": date(2026, 3, 2),
        "kind": "complaint",
        "way": "direct",
        "sender": "Ông Tư",
        "people": 1,
        "content": "Khiếu nại quyết định thu hồi đất",
        "field": "land",
        "is_valid": True,
        "is_ours": True,
        "is_remote": False,
        "routing": "new",
        **said,
    }
    return row(world, "don-thu", **values)


def feedback(world, **said):
    values = {
        "received_on": date(2026, 3, 2),
        "channel": "phone",
        "sender": "Bà Bảy",
        "subject": "conduct",
        "content": "Chậm trả kết quả",
        "handling": "new",
        **said,
    }
    return row(world, "phan-anh-kien-nghi", **values)


def reception(world, **said):
    values = {
        "received_on": date(2026, 3, 5),
        "manner": "regular",
        "visitor": "Ông Tư",
        "people": 1,
        "content": "Hỏi về giấy chứng nhận",
        **said,
    }
    return row(world, "tiep-cong-dan", **values)
