"""The screens of a collection: from the header of a file to the merged file, by HTTP."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from congvu.oversight.collections.models import Collection, Recipient
from congvu.oversight.collections.selectors.answers import answer_of
from congvu.oversight.collections.tests import refill
from congvu.oversight.collections.tests.make import AT, FORM, ROWS, ask, fill, later, sheet
from congvu.oversight.collections.tests.test_ended import end
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db
HEADER = [["BIỂU TẬP HUẤN"], ["TT", "Đơn vị", "Số người", "Tổng số", "Tỷ lệ (%)", "Ghi chú"]]


@pytest.fixture(autouse=True)
def _in_march():
    with time_machine.travel(AT, tick=False):
        yield


def file_of(content: bytes | BytesIO, name: str = "bieu.xlsx") -> SimpleUploadedFile:
    data = content if isinstance(content, bytes) else content.getvalue()
    return SimpleUploadedFile(name, data)


def url(route: str, one: Collection, *args) -> str:
    return reverse(f"office-collections-{route}", args=[one.uuid, *args])


def request_of(units) -> dict:
    names = [("Số người", "count"), ("Tổng số", "count"), ("Tỷ lệ (%)", "percent"), ("", "text")]
    data = {
        "title": "Biểu tập huấn", "due_on": "20/03/2026", "asked_by": "", "guidance": "",
        "labels": "", "units": units,
        "cot-TOTAL_FORMS": len(names), "cot-INITIAL_FORMS": 0,
    }  # fmt: skip
    for n, (name, kind) in enumerate(names):
        data |= {f"cot-{n}-name": name, f"cot-{n}-type": kind, f"cot-{n}-total": "usual"}
    data |= {"cot-2-total": "recompute", "cot-2-numerator": "1", "cot-2-denominator": "2"}
    return data


def test_a_request_is_made_from_the_header_of_a_file(world: World) -> None:
    quan = signed_in(world, "quan")
    new = reverse("office-collections-new")
    page = quan.post(new, {"tep": file_of(sheet(HEADER))}).content.decode()
    for said in ("BIỂU TẬP HUẤN", "Số người", "Tỷ lệ (%)", "Xã Minh Tâm"):
        assert said in page
    assert 'value="Đơn vị"' not in page
    units = [world.units["commune"].pk, world.units["neighbour"].pk]
    answer = quan.post(new, request_of(units))
    made = Collection.objects.get()
    assert answer["Location"] == url("board", made)
    assert [one.key for one in made.asks.columns] == ["c1", "c2", "c3"]
    assert made.asks.columns[2].numerator == "c1"
    page = quan.get(url("board", made)).content.decode()
    assert "Xã Minh Lộc" in page
    assert "Chưa gửi" in page


def test_a_request_that_is_refused_keeps_what_was_typed(world: World) -> None:
    quan = signed_in(world, "quan")
    units = [world.units["commune"].pk]
    for wrong in (
        {"due_on": "01/03/2026"},
        {"units": []},
        {"cot-1-name": "Số người"},
        {"cot-2-denominator": "1"},
        {"units": [world.units["province"].pk]},
        {"units": [world.units["home_department"].pk]},
        {"cot-0-type": "nonsense"},
        {"due_on": "20/03/9999"},
    ):
        answer = quan.post(reverse("office-collections-new"), request_of(units) | wrong)
        assert answer.status_code == 422, wrong
        assert "Biểu tập huấn" in answer.content.decode()
    assert not Collection.objects.exists()


def test_a_file_without_a_header_is_told_why(world: World) -> None:
    quan = signed_in(world, "quan")
    for content in (b"nothing", sheet([[1, 2]])):
        answer = quan.post(reverse("office-collections-new"), {"tep": file_of(content)})
        assert answer.status_code == 422
    assert quan.get(reverse("office-collections-new") + "?trong=1").status_code == 200


def test_cells_are_kept_one_by_one_and_the_wrong_one_keeps_what_was_typed(world: World) -> None:
    one, mai = ask(world), signed_in(world, "mai")
    here = url("answer", one, world.units["commune"].pk)
    answer = mai.post(here, {"v-r1.c1": "9", "s-r1.c1": "0", "v-r1.c4": "1,234", "s-r1.c4": "0"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="1,234"' in page
    assert "có thể hiểu là" in page
    recipient = Recipient.objects.get(collection=one, unit=world.units["commune"])
    assert [*answer_of(recipient).cells] == ["r1.c1"]
    assert mai.post(here, {"v-r1.c4": "1.234", "s-r1.c4": "0"}).status_code == 302


def test_a_filled_template_is_taken_and_what_it_cannot_say_is_shown(world: World) -> None:
    one, mai = ask(world, ROWS), signed_in(world, "mai")
    unit = world.units["commune"].pk
    made = mai.get(url("template", one, unit)).content
    content = refill.fill(made, {"cv_r1_c1": 12, "cv_r2_c1": "khoảng 20", "cv_r2_c2": "đủ"})
    answer = mai.post(url("upload", one, unit), {"tep": file_of(content)})
    assert answer.status_code == 422
    assert 'value="khoảng 20"' in answer.content.decode()
    recipient = Recipient.objects.get(collection=one, unit_id=unit)
    assert {*answer_of(recipient).cells} == {"r1.c1", "r2.c2"}
    fixed = refill.fill(made, {"cv_r2_c1": 20})
    assert mai.post(url("upload", one, unit), {"tep": file_of(fixed)}).status_code == 302


def test_the_template_of_another_is_refused_as_a_whole(world: World) -> None:
    one, mai = ask(world), signed_in(world, "mai")
    unit = world.units["commune"].pk
    other = signed_in(world, "quan").get(url("template", one, world.units["neighbour"].pk)).content
    answer = mai.post(url("upload", one, unit), {"tep": file_of(other)})
    assert answer.status_code == 422
    assert "mẫu của đơn vị khác" in answer.content.decode()


def test_two_answers_for_one_cell_are_shown_and_one_is_chosen(world: World) -> None:
    one, mai = ask(world), signed_in(world, "mai")
    unit = world.units["commune"].pk
    fill(world, one, {"r1.c1": "12"}, seen=0)
    made = signed_in(world, "quan").get(url("template", one, unit)).content
    content = refill.fill(made, {"cv_r1_c1": 15})
    assert mai.post(url("upload", one, unit), {"tep": file_of(content)}).status_code == 302
    page = mai.get(url("choose", one, unit)).content.decode()
    assert "gõ trên trang" in page
    assert "từ tệp mẫu" in page
    recipient = Recipient.objects.get(collection=one, unit_id=unit)
    found = answer_of(recipient)
    value = f"r1.c1:{found.contested['r1.c1'][1].pk}"
    mai.post(url("choose", one, unit), {"value": value, "seen": found.seen})
    assert answer_of(recipient).cells["r1.c1"].amount == 15
    mai.post(url("choose", one, unit), {"value": "nothing", "seen": "x"})


def test_an_answer_is_sent_read_by_the_province_and_returned(world: World) -> None:
    one, mai, quan = ask(world), signed_in(world, "mai"), signed_in(world, "quan")
    unit = world.units["commune"].pk
    here = url("answer", one, unit)
    fill(world, one, {"r1.c1": "12", "r1.c8": "Ghi chú của xã"})
    assert "Ghi chú của xã" not in quan.get(here).content.decode()
    mai.post(url("act", one, unit, "send"), {"seen": "1"})
    assert "Ghi chú của xã" in quan.get(here).content.decode()
    assert "đơn vị nào" not in quan.get(here).content.decode()
    back = quan.post(url("act", one, unit, "return"), {"seen": "2", "reason": ""})
    assert back.status_code == 422
    quan.post(url("act", one, unit, "return"), {"seen": "2", "reason": "Thiếu kinh phí"})
    assert "Thiếu kinh phí" in mai.get(here).content.decode()
    assert "Thiếu kinh phí" not in mai.get(reverse("office-collections")).content.decode()
    assert mai.post(url("act", one, unit, "explode"), {"seen": "3"}).status_code == 404


def test_what_is_asked_stands_on_the_first_screen_of_who_must_answer(world: World) -> None:
    ask(world)
    home = reverse("office-home")
    assert "Tập huấn chuyển đổi số" in signed_in(world, "mai").get(home).content.decode()
    assert "Tập huấn chuyển đổi số" not in signed_in(world, "kien").get(home).content.decode()


def test_a_closed_collection_keeps_what_was_typed_on_the_page(world: World) -> None:
    one, mai, quan = ask(world), signed_in(world, "mai"), signed_in(world, "quan")
    unit = world.units["commune"].pk
    quan.post(url("close", one), {"seen": "1"})
    answer = mai.post(url("answer", one, unit), {"v-r1.c1": "77", "s-r1.c1": "0"})
    assert answer.status_code == 422
    assert 'value="77"' in answer.content.decode()
    assert "đã khóa" in answer.content.decode()
    quan.post(url("reopen", one), {"seen": "2", "due_on": "31/03/2026"})
    assert mai.post(url("answer", one, unit), {"v-r1.c1": "77", "s-r1.c1": "0"}).status_code == 302
    assert quan.post(url("remind", one)).status_code == 302
    assert "đã nhắc 1 lần" in quan.get(url("board", one)).content.decode()


def test_the_merged_file_holds_what_was_sent(world: World) -> None:
    one, mai, quan = ask(world), signed_in(world, "mai"), signed_in(world, "quan")
    unit = world.units["commune"].pk
    fill(world, one, {"r1.c1": "9", "r1.c2": "10"})
    mai.post(url("act", one, unit, "send"), {"seen": "1"})
    content = quan.get(url("merged", one)).content
    lines = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [9, 10, 90] in [line[2:5] for line in lines]


@pytest.mark.parametrize("route", ["board", "answer", "home"])
def test_pages_ask_few_questions(world: World, django_assert_max_num_queries, route: str) -> None:
    one = ask(world)
    fill(world, one, {"r1.c1": "12"}, at=later(1))
    pages = {
        "board": (signed_in(world, "quan"), url("board", one)),
        "answer": (signed_in(world, "mai"), url("answer", one, world.units["commune"].pk)),
        "home": (signed_in(world, "quan"), reverse("office-collections")),
    }
    client, address = pages[route]
    client.get(address)
    with django_assert_max_num_queries(22 if route == "answer" else 14):
        assert client.get(address).status_code == 200


def test_every_sort_of_column_can_be_typed(world: World) -> None:
    one, mai = ask(world), signed_in(world, "mai")
    typed = {"c1": "9", "c2": "10", "c4": "1.234,5", "c5": "có", "c6": "5/3/2026", "c7": "92,5%"}
    data = {f"v-r1.{key}": value for key, value in typed.items()}
    here = url("answer", one, world.units["commune"].pk)
    assert mai.post(here, data | {f"s-r1.{key}": "0" for key in typed}).status_code == 302
    page = Client() and mai.get(here).content.decode()
    for shown in ("1.234,5", "Có", "05/03/2026", "92,5", "90"):
        assert f'value="{shown}"' in page or f">{shown} " in page
    assert len(FORM.typed) == 7


def test_a_unit_that_is_no_more_is_told_with_where_it_went_and_asked_of_nobody(
    world: World,
) -> None:
    one = ask(world)
    told = "từ 17/03/2026 nhập vào Xã Minh Tâm"
    assert (
        "Đã kết thúc hoạt động"
        not in signed_in(world, "quan").get(url("board", one)).content.decode()
    )
    gone = end(world)
    with time_machine.travel(later(0) + timedelta(days=13), tick=False):
        quan = signed_in(world, "quan")
        shown = quan.get(url("board", one) + "?tinh_trang=ended").content.decode()
        assert "Xã Minh Lộc" in shown
        assert told in shown
        assert url("answer", one, gone) in shown
        assert url("answer", one, world.units["commune"].pk) not in shown
        assert "không nhắc" in quan.get(url("answer", one, gone)).content.decode()
        mai = signed_in(world, "mai")
        own = mai.get(url("answer", one, gone)).content.decode()
        assert "Không bắt buộc trả lời thay" in own
        assert "Gửi trả lời" in own
        today = mai.get(reverse("office-home")).content.decode()
        assert url("answer", one, world.units["commune"].pk) in today
        assert url("answer", one, gone) not in today
        listed = mai.get(reverse("office-collections")).content.decode()
        assert "Đã kết thúc hoạt động" in listed
