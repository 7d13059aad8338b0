"""What the province sees of its communes: figures side by side, of citizens' matters no names."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from congvu.casework.petitions.tests.make import petition, reception
from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.people.rules import Role
from congvu.foundation.people.selectors import get_staff
from congvu.foundation.people.services.accounts import create_account
from congvu.foundation.people.services.positions import assign_position
from congvu.instruments.registers.declared import get_register
from congvu.instruments.registers.services.entries import add_row
from congvu.instruments.registers.tests.make import entry
from tests.world import FOUNDED, NOW, TODAY

pytestmark = pytest.mark.django_db
NEWS = {"group": "tuyen-truyen", "code": "tin-bai", "count": "trang-don-vi"}


def shares(page):
    return {share.unit.name: share.value for share, _url in page.context["lines"]}


def test_one_figure_stands_commune_by_commune_and_opens_to_the_lines_of_each(world, quan, mai):
    register = get_register("tin-bai")
    channel = "Chuyên mục trên trang thông tin của đơn vị"
    entry(world, register, published_on="05/03/2026", channel=channel)
    named = NEWS
    page = quan.get(reverse("office-registers-spread", kwargs=named))
    assert shares(page) == {"Tỉnh Minh Châu": 0, "Xã Minh Tâm": 1, "Xã Minh Lộc": 0}
    assert page.context["whole"].value == 1
    for share, url in page.context["lines"]:
        assert quan.get(url).context["figure"].value == share.value
    assert mai.get(reverse("office-registers-spread", kwargs=named)).status_code == 403


def test_what_came_late_stands_with_its_commune(world, quan):
    register = get_register("vbqppl")
    entry(world, register, issued_on="05/12/2025")
    named = {"group": "phap-luat", "code": "vbqppl", "count": "ban-hanh"}
    page = quan.get(reverse("office-registers-spread", kwargs=named), {"ky": "2025"})
    late = {share.unit.name: share.late for share, _url in page.context["lines"]}
    assert (late["Xã Minh Tâm"], late["Xã Minh Lộc"]) == (1, 0)


def test_a_session_on_the_same_day_in_two_communes_is_two_sessions(world, quan):
    at = {"received_on": TODAY, "manner": "periodic", "visitor": "", "people": 0}
    reception(world, **at)
    reception(world, **{**at, "received_on": TODAY - timedelta(days=7)})
    other = create_account(username="ha", full_name="Cao Thị Hà", by=SYSTEM, at=NOW)[0]
    assign_position(account=other, unit=world.units["neighbour"], title="Chủ tịch UBND xã",
                    role=Role.LEADER, starts_on=FOUNDED, by=SYSTEM, at=NOW)  # fmt: skip
    add_row(get_register("tiep-cong-dan"), at, by=get_staff("ha", TODAY), at=NOW)
    named = {"group": "cong-dan", "code": "tiep-cong-dan", "count": "dinh-ky-cuoc"}
    page = quan.get(reverse("office-registers-spread", kwargs=named))
    assert shares(page) == {"Tỉnh Minh Châu": 0, "Xã Minh Lộc": 1, "Xã Minh Tâm": 2}
    assert page.context["whole"].value == 3


def test_the_province_sees_figures_of_petitions_and_nothing_that_names_anybody(world, quan, mai):
    petition(world, sender="Bà Tạ Thị Riêng", content="Đất ở xóm Đình")
    reception(world, visitor="Bà Tạ Thị Riêng")
    figures = quan.get(reverse("office-registers-figures", args=["cong-dan"]))
    assert figures.status_code == 200
    opened = quan.get(reverse("office-registers-count", args=["cong-dan", "don-thu", "tiep-nhan"]))
    text = opened.content.decode()
    assert opened.context["figure"].value == 1
    assert "02/03/2026" in text
    assert "Xã Minh Tâm" in text
    due = quan.get(reverse("office-citizens-due"))
    assert (due.context["opened"], due.context["late"]) == (2, 0)
    for said in (text, figures.content.decode(), due.content.decode()):
        assert "Riêng" not in said
        assert "xóm Đình" not in said
    assert "Riêng" in mai.get(reverse("office-citizens-due")).content.decode()
    for route in ("list", "xlsx", "book", "blank"):
        address = reverse(f"office-registers-{route}", args=["cong-dan", "don-thu"])
        assert quan.get(address).status_code == 403
    shelf = quan.get(reverse("office-registers-group", args=["cong-dan"]))
    assert shelf["Location"] == reverse("office-registers-figures", args=["cong-dan"])


def test_figures_of_units_open_to_the_units_and_stand_commune_by_commune(world, quan, mai, kien):
    named = ["can-bo", "to-chuc", "phong"]
    own = mai.get(reverse("office-registers-units", args=named))
    assert own.context["figure"] == 3
    assert "Phòng Kinh tế xã Minh Tâm" in own.content.decode()
    assert kien.get(reverse("office-registers-units", args=named)).context["figure"] == 0
    page = quan.get(reverse("office-registers-units-spread", args=named))
    assert shares(page) == {"Tỉnh Minh Châu": 1, "Xã Minh Tâm": 3, "Xã Minh Lộc": 0}
    assert page.context["whole"]["value"] == 4
    assert mai.get(reverse("office-registers-units-spread", args=named)).status_code == 403
    for wrong in (["phap-luat", "to-chuc", "phong"], ["can-bo", "to-chuc", "x"]):
        assert mai.get(reverse("office-registers-units", args=wrong)).status_code == 404
    figures = mai.get(reverse("office-registers-figures", args=["can-bo"])).content.decode()
    assert "Số phòng chuyên môn" in figures
