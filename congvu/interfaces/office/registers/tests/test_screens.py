"""The screens of every register: list, row, form, import, figures, and who gets in."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congvu.foundation.people.rules import Role
from congvu.instruments.registers.declared import list_registers
from congvu.instruments.registers.tables_in import from_xlsx
from congvu.instruments.registers.tests.make import changeable, entry, spreadsheet, texts
from tests.answers import put_away
from tests.world import NOW

pytestmark = pytest.mark.django_db
MAIS = [one for one in list_registers() if Role.REFORM_OFFICER in one.access.edits]
# the screens are the same for all: one register of each group, and the one that names another's row
SOME = list({one.group.code: one for one in MAIS}.values())


def each(registers=tuple(SOME)):
    return pytest.mark.parametrize("register", registers, ids=lambda one: one.code)


def url(register, route, **named):
    said = {"group": register.group.code, "code": register.code, **named}
    return reverse(f"office-registers-{route}", kwargs=said)


def typed(world, register, turn=1):
    """Return the cells as the form sends them: choices by their value."""
    cells = texts(world, register, turn)
    for spec in register.specs:
        if spec.choices and spec.name in cells:
            cells[spec.name] = spec.choices[0][0]
    return cells


@each()
def test_a_row_is_typed_found_changed_and_cancelled(world, mai, register):
    made = mai.post(url(register, "new"), typed(world, register))
    assert made.status_code == 302, made.context["form"].errors
    page = mai.get(made["Location"])
    row = page.context["row"]
    spec, text = changeable(register)
    cells = {**typed(world, register), spec.name: text, "version": row.version}
    assert mai.post(url(register, "edit", row=row.uuid), cells).status_code == 302
    late = mai.post(url(register, "edit", row=row.uuid), {**cells, "version": 1})
    assert late.status_code in {302, 409}
    page = mai.get(made["Location"])
    assert page.context["steps"][0][0].changes[0].label == spec.label
    gone = mai.post(url(register, "cancel", row=row.uuid), {"version": 2, "reason": "Nhầm"})
    assert gone.status_code == 302
    assert mai.get(url(register, "list")).context["page"].total == 0
    assert mai.get(url(register, "list") + "?huy=1").context["page"].total == 1
    mai.post(url(register, "restore", row=row.uuid), {"version": 3})
    assert mai.get(url(register, "list")).context["page"].total == 1


@each(tuple(MAIS))
def test_a_form_that_is_not_right_keeps_what_was_typed(world, mai, register):
    cells = typed(world, register)
    required = next(spec for spec in register.specs if spec.required)
    answer = mai.post(url(register, "new"), {**cells, required.name: ""})
    assert answer.status_code == 422
    for name, text in cells.items():
        if name != required.name:
            assert answer.context["form"][name].value() == text


@each()
def test_a_list_is_searched_filtered_and_taken_away(world, mai, register):
    for turn in (1, 2):
        entry(world, register, turn)
    listing = url(register, "list")
    words = register.rows.first().folded.split()[0]
    found = mai.post(listing, {"q": words}, follow=True)
    assert found.context["page"].total >= 1
    assert words not in found.request["QUERY_STRING"]
    assert mai.get(listing + "?vao_ngay=01/01/2020").context["page"].total == 0
    sheet = mai.get(url(register, "xlsx"))
    table = from_xlsx(io.BytesIO(b"".join(sheet.streaming_content)), register.specs)
    put_away(sheet)
    assert len(table.lines) == 2
    blank = mai.get(url(register, "blank"))
    assert b"".join(blank.streaming_content)[:2] == b"PK"
    put_away(blank)


@each()
def test_a_spreadsheet_is_looked_at_before_it_is_written(world, mai, register):
    cells = [texts(world, register, turn) for turn in (1, 2)]
    labels = {spec.name: spec.label for spec in register.specs}
    rows = [[labels[name] for name in cells[0]], *([*one.values()] for one in cells)]
    file = SimpleUploadedFile("so.xlsx", spreadsheet(rows, title="Sổ của tôi"))
    taken = mai.post(url(register, "import"), {"file": file})
    assert taken.status_code == 302
    assert mai.get(taken["Location"]).context["writes"] == 2
    assert not register.rows.exists() or register.rows.count() == 0
    mai.post(taken["Location"], {"apply": "1"})
    assert register.rows.count() == 2
    pasted = "\n".join("\t".join(row) for row in rows)
    again = mai.post(url(register, "import"), {"pasted": pasted})
    expected = 0 if register.rows.first().natural_key else 2
    assert mai.get(again["Location"]).context["writes"] == expected


@each()
def test_the_neighbour_sees_no_row_and_the_province_only_reads(world, mai, kien, quan, register):
    row = entry(world, register)
    page = url(register, "row", row=row.uuid)
    assert kien.get(page).status_code in {403, 404}
    assert kien.post(url(register, "cancel", row=row.uuid)).status_code in {403, 404}
    if Role.PROVINCE_OFFICER in register.access.subtree:
        assert quan.get(page).status_code == 200
        assert quan.get(url(register, "edit", row=row.uuid)).status_code == 403


@each()
def test_a_list_asks_few_questions(world, mai, register, django_assert_max_num_queries):
    for turn in range(1, 5):
        entry(world, register, turn)
    mai.get(url(register, "list"))
    with django_assert_max_num_queries(15):
        mai.get(url(register, "list"))


def test_figures_open_to_their_rows(world, mai, quan):
    counted = [register for register in SOME if register.counts]
    for register in counted:
        entry(world, register)
    for group in sorted({register.group.code for register in counted}):
        page = mai.get(reverse("office-registers-figures", args=[group]))
        assert page.status_code == 200
        for _register, lines in page.context["tables"]:
            for line in lines[:1]:
                opened = mai.get(line["url"])
                assert opened.context["figure"].value == line["figure"].value
    assert quan.get(reverse("office-registers-figures", args=["tuyen-truyen"])).status_code == 200


def test_the_shelves_hold_only_what_one_may_open(world, mai, kien):
    assert mai.get(reverse("office-registers")).status_code == 200
    for client in (mai, kien):
        page = client.get(reverse("office-registers"))
        for shelf in page.context["shelves"]:
            assert client.get(shelf.url).status_code == 200
            for _register, address, count in shelf.books[:1]:
                assert client.get(address).context["page"].total == count


def test_a_hundred_thousand_rows_are_refused_with_a_clear_line(mai):
    register = MAIS[0]
    answer = mai.post(url(register, "import"), {"pasted": "a\tb\n" * 100_000})
    assert answer.status_code == 422
    assert "50.000" in answer.content.decode()


def test_the_book_is_printed(world, mai):
    register = MAIS[0]
    entry(world, register, at=NOW - timedelta(days=1))
    answer = mai.get(url(register, "book"))
    assert answer.content[:4] == b"%PDF"
