"""Whom anh Quân asks: any unit below, by kind, by words without accents, by a pasted list."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from congvu.interfaces.office.collections.tests.test_pages import request_of
from congvu.oversight.collections.models import Collection, Recipient
from congvu.oversight.collections.tests.make import AT, ask
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


def press(client: Client, units: list[int | str], act: str, **more: object) -> tuple[set[int], str]:
    """Press a button of the list; return the units that are chosen then, and the page."""
    answer = client.post(
        reverse("office-collections-new"), request_of(units) | {"viec": act, **more}
    )
    assert answer.status_code == 200
    return set(answer.context["picker"].chosen), answer.content.decode()


def ids(world: World, *names: str) -> set[int]:
    return {world.units[name].pk for name in names}


def test_communes_are_proposed_and_every_unit_below_is_offered(world: World) -> None:
    quan = signed_in(world, "quan")
    answer = quan.get(reverse("office-collections-new") + "?trong=1")
    picker = answer.context["picker"]
    assert picker.chosen == ids(world, "commune", "neighbour")
    offered = {box.candidate.unit.pk for group in picker.groups for box in group.boxes}
    assert offered == {unit.pk for unit in world.units.values()} - ids(
        world, "province", "home_department"
    )
    assert "Chọn tất cả xã" in answer.content.decode()


def test_a_kind_is_chosen_as_a_whole_and_what_was_typed_stays(world: World) -> None:
    quan = signed_in(world, "quan")
    chosen, page = press(quan, [], "tat-ca:xa-1")
    assert chosen == ids(world, "commune", "neighbour")
    for typed in ("Biểu tập huấn", "20/03/2026", "Tỷ lệ (%)"):
        assert typed in page
    assert "field__error" not in page
    assert press(quan, [*chosen], "bo:xa-1")[0] == set()
    assert press(quan, [*chosen, world.units["desk"].pk], "bo:")[0] == set()
    assert not Collection.objects.exists()


def test_words_without_accents_narrow_the_list_and_forget_nothing(world: World) -> None:
    quan = signed_in(world, "quan")
    answer = quan.post(
        reverse("office-collections-new"),
        request_of([world.units["commune"].pk]) | {"viec": "tim", "tim": "kinh te"},
    )
    picker = answer.context["picker"]
    assert picker.chosen == ids(world, "commune")
    shown = [box.candidate.unit.pk for g in picker.groups for box in g.boxes if box.is_shown]
    assert shown == [world.units["economy"].pk]


def test_a_pasted_list_is_taken_and_unclear_lines_are_asked_about(world: World) -> None:
    quan = signed_in(world, "quan")
    pasted = "H99.101\nMinh Lộc\nMinh Châu\nTrung tâm Phục vụ"
    chosen, page = press(quan, [world.units["economy"].pk], "dan-thay", danh_sach=pasted)
    assert chosen == ids(world, "commune", "neighbour")
    assert "Không có đơn vị cấp dưới nào tên hoặc mã là “Minh Châu”" in page
    assert "“Trung tâm Phục vụ” là đơn vị nào?" in page
    more = {
        "danh_sach": "Minh Châu\nTrung tâm Phục vụ",
        "dong": ["Minh Châu", "Trung tâm Phục vụ"],
        "nghia-0": "bo-qua",
        "nghia-1": str(world.units["desk"].pk),
    }
    chosen, page = press(quan, [*chosen], "dan-them", **more)
    assert chosen == ids(world, "commune", "neighbour", "desk")
    assert "là đơn vị nào?" not in page


def test_a_list_that_was_not_taken_is_not_forgotten(world: World) -> None:
    quan = signed_in(world, "quan")
    data = request_of([world.units["commune"].pk]) | {"danh_sach": "Minh Lộc"}
    answer = quan.post(reverse("office-collections-new"), data)
    assert answer.status_code == 422
    assert "chưa được nhận" in answer.content.decode()
    assert not Collection.objects.exists()


def test_units_at_any_depth_are_asked_and_find_it(world: World) -> None:
    quan = signed_in(world, "quan")
    units = [world.units[name].pk for name in ("commune", "economy", "desk")]
    assert quan.post(reverse("office-collections-new"), request_of(units)).status_code == 302
    made = Collection.objects.get()
    assert {one.unit_id for one in Recipient.objects.all()} == set(units)
    for name, unit in (("hanh", "economy"), ("mai", "economy"), ("mai", "desk")):
        client = signed_in(world, name)
        here = reverse("office-collections-answer", args=[made.uuid, world.units[unit].pk])
        assert client.get(here).status_code == 200
        assert client.post(here, {"v-r1.c1": "7", "s-r1.c1": "9999999"}).status_code == 302
    for name, unit in (("hanh", "desk"), ("minh", "economy"), ("kien", "economy")):
        here = reverse("office-collections-answer", args=[made.uuid, world.units[unit].pk])
        assert signed_in(world, name).get(here).status_code == 404


def test_odd_answers_are_no_units(world: World) -> None:
    quan = signed_in(world, "quan")
    odd = {"dong": ["x", "y"], "nghia-0": "9" * 30, "nghia-1": "-1", "danh_sach": "x\ny\nz"}
    assert press(quan, ["abc", "9" * 40], "dan-them", **odd)[0] == set()
    assert press(quan, [], "tat-ca:nonsense")[0] == set()


def test_units_are_added_left_out_and_put_back_on_the_screen(world: World) -> None:
    one, quan = ask(world), signed_in(world, "quan")
    here = reverse("office-collections-add", args=[one.uuid])
    assert not quan.get(here).context["picker"].chosen
    unit = world.units["economy"].pk
    wrong = quan.post(here, {"units": [unit], "due_on": "01/03/2026", "seen": "1"})
    assert wrong.status_code == 422
    assert "hạn chung" in wrong.content.decode()
    stale = quan.post(here, {"units": [unit], "due_on": "", "seen": "0"})
    assert stale.status_code == 409
    assert stale.context["picker"].chosen == {unit}
    data = {"units": [unit], "due_on": "31/03/2026", "seen": "1"}
    assert quan.post(here, data).status_code == 302
    board = reverse("office-collections-board", args=[one.uuid])
    page = quan.get(board).content.decode()
    for said in ("Phòng Kinh tế xã Minh Tâm", "thêm ngày 16/03/2026", "hạn riêng 31/03/2026"):
        assert said in page

    answer = reverse("office-collections-answer", args=[one.uuid, unit])

    def act(action: str, **more: str) -> int:
        url = reverse("office-collections-act", args=[one.uuid, unit, action])
        seen = Recipient.objects.get(collection=one, unit_id=unit).revision
        return quan.post(url, {"seen": seen, **more}).status_code

    assert act("leave_out", because="") == 422
    assert act("leave_out", because="Phòng đã giải thể") == 302
    page = quan.get(f"{board}?tinh_trang=left_out").content.decode()
    assert "bỏ ngày 16/03/2026: Phòng đã giải thể" in page
    assert "Đưa lại danh sách" in quan.get(answer).content.decode()
    assert "không phải trả lời nữa" in signed_in(world, "hanh").get(answer).content.decode()
    assert act("put_back") == 302
    assert act("nonsense") == 404
    assert act("add") == 404
    assert "Bỏ khỏi danh sách" in quan.get(answer).content.decode()


def test_more_boxes_than_a_form_usually_has_are_taken(world: World) -> None:
    chosen, _page = press(signed_in(world, "quan"), list(range(10_000, 11_500)), "tim")
    assert len(chosen) == 1_500
