"""What the province sees of its communes: figures side by side, of citizens' matters no names."""

from __future__ import annotations

import pytest
from django.urls import reverse

from congvu.casework.petitions.tests.make import petition, reception
from congvu.instruments.registers.declared import get_register
from congvu.instruments.registers.tests.make import entry

pytestmark = pytest.mark.django_db
NEWS = {"group": "tuyen-truyen", "code": "tin-bai", "count": "trang-don-vi"}


def shares(page):
    return {share.unit.name: share.value for share, _url in page.context["lines"]}


def test_one_figure_stands_commune_by_commune_and_opens_to_the_lines_of_each(world, quan, mai):
    register = get_register("tin-bai")
    count = register.counts[0].code
    entry(world, register, 1, published_on="05/03/2026")
    named = {**NEWS, "count": count}
    page = quan.get(reverse("office-registers-spread", kwargs=named))
    names = set(shares(page))
    assert names == {"Tỉnh Minh Châu", "Xã Minh Tâm", "Xã Minh Lộc"}
    assert page.context["whole"].value == sum(shares(page).values())
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
    assert shelf.context["alone"].books == ()


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
