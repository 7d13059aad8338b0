"""The list of dossiers: found by what one knows, narrowed by what one asks, taken away as a file."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.selectors.filters import Narrowing, narrowed
from congvu.casework.dossiers.selectors.lists import search
from congvu.casework.dossiers.services import closing, handling, intake
from congvu.casework.dossiers.tests.make import accepted, make_intake, processing, result
from congvu.foundation.calendars.selectors import work_calendar
from congvu.foundation.journal.selectors import list_entries
from congvu.interfaces.office.desk.tests.make import rows_of
from congvu.interfaces.office.dossiers.tests.make import at, signed_in
from tests.world import NOW, TODAY, World

LIST = "/ho-so/"


@pytest.fixture
def lan(world: World):
    with at(NOW):
        yield signed_in(world, "lan")


def found(client, words: str, **filters: str) -> str:
    response = client.post("/ho-so/tim/", {"q": words}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    "words",
    [
        "ngu tu",
        "Nguyễn Văn Tư",
        "TƯ nguyen",
        "0900000001",
        "0900 000 001",
        "001099",
        "h99.101-2603",
    ],
)
def test_a_dossier_is_found_by_what_one_knows_of_it(world: World, lan, words: str) -> None:
    dossier = accepted(world)
    accepted(world, name="Lê Hoàng", phone="0911111111", personal_id="079099000002")
    page = found(lan, words)

    assert dossier.code in page
    assert ("Lê Hoàng" in page) == words.startswith("h99")


def test_words_of_people_never_stand_in_an_address(world: World, lan) -> None:
    accepted(world)
    response = lan.post("/ho-so/tim/", {"q": "Nguyễn Văn Tư"})

    assert response.url.startswith("/ho-so/?tim=")
    assert len(response.url) < 30
    page = lan.get(response.url).content.decode()
    assert 'value="Nguyễn Văn Tư"' in page
    assert "Nguyễn" not in lan.get("/ho-so/?tim=khac").context["words"]


def test_a_scanned_code_opens_its_dossier_and_a_card_its_persons(world: World, lan) -> None:
    dossier = accepted(world)
    assert lan.post("/ho-so/tim/", {"q": dossier.code.lower()}).url == f"/ho-so/{dossier.code}/"
    card = "001099000001||Nguyễn Văn Tư|05031999|Nam|Thôn 1|25122021"
    assert dossier.code in found(lan, card)


def test_a_neighbour_finds_nothing_of_ours(world: World) -> None:
    dossier = accepted(world)
    with at(NOW):
        kien = signed_in(world, "kien")
        assert dossier.code not in found(kien, "nguyen")
        assert f"/ho-so/{dossier.code}/" not in found(kien, dossier.code)
        assert dossier.code not in kien.get(LIST).content.decode()


def test_the_list_follows_what_is_typed(world: World, lan) -> None:
    dossier = accepted(world)
    part = lan.post(LIST, {"q": "ngu"}, HTTP_HX_REQUEST="true").content.decode()
    assert dossier.code in part
    assert "<html" not in part
    assert "1 hồ sơ." in part
    nothing = lan.post(LIST, {"q": "zzz"}, HTTP_HX_REQUEST="true").content.decode()
    assert "Không có hồ sơ nào như vậy" in nothing


def test_filters_narrow_and_say_so(world: World, lan) -> None:
    waiting = intake.submit(make_intake(channel="online"), by=world.staff("lan"), at=NOW)
    direct = accepted(world)
    page = lan.get(LIST, {"kenh": "direct", "trang_thai": "open"}).content.decode()

    assert direct.code in page
    assert str(waiting.uuid) not in page
    assert "Hình thức nộp: Trực tiếp" in page
    assert str(waiting.uuid) in lan.get(LIST, {"trang_thai": "before"}).content.decode()
    assert lan.get(LIST, {"trang_thai": "x", "tu": "31/02/2026"}).status_code == 200


def test_timings_are_those_of_the_law(world: World) -> None:
    lan, hoa = world.staff("lan"), world.staff("hoa")
    january = NOW.replace(month=1, day=6)
    old = processing(world, january)
    early = processing(world, NOW)
    for dossier, moment in ((early, NOW + timedelta(hours=1)),):
        closing.resolve(dossier, seen=dossier.version, results=[result()], by=hoa, at=moment)
    fresh = processing(world, NOW)
    calendar = work_calendar(lan.unit_id)

    def ids(timing: str, on: date = TODAY) -> set[int]:
        rows = narrowed(Dossier.objects.all(), Narrowing(timing=timing), on, calendar)
        return set(rows.values_list("pk", flat=True))

    assert ids("overdue") == {old.pk}
    assert ids("early") == {early.pk}
    assert ids("today", fresh.lawful_due) == {fresh.pk}
    assert ids("soon", calendar.add_working_days(fresh.lawful_due, -2)) == {fresh.pk}
    closing.resolve(old, seen=old.version, results=[result()], by=hoa, at=NOW + timedelta(hours=3))
    assert ids("late") == {old.pk}
    assert ids("on_time") == set()


def test_the_day_of_acceptance_is_that_of_viet_nam(world: World) -> None:
    first = accepted(world, NOW.replace(hour=0, minute=30))
    calendar = work_calendar()
    asked = Narrowing(accepted_from=TODAY, accepted_until=TODAY)
    assert narrowed(Dossier.objects.all(), asked, TODAY, calendar).get() == first
    before = Narrowing(accepted_until=TODAY - timedelta(days=1))
    assert not narrowed(Dossier.objects.all(), before, TODAY, calendar).exists()


def test_what_others_decide_is_found_in_its_own_list(world: World, lan) -> None:
    province = world.units["province"].pk
    dossier = accepted(world, competent_unit_id=province)

    assert dossier.code not in lan.get(LIST).content.decode()
    assert dossier.code in lan.get(LIST, {"pham_vi": "elsewhere"}).content.decode()
    staff = world.staff("lan")
    within = Dossier.objects.filter(pk=dossier.pk)
    assert search(staff, "nguyen", TODAY, within=within).get() == dossier
    assert search(staff, "0900000001", TODAY, within=within).get() == dossier


def test_what_we_were_asked_about_is_found(world: World, lan) -> None:
    dossier = processing(world)
    handling.ask_opinion(
        dossier,
        seen=dossier.version,
        requests=[handling.OpinionInput(world.units["neighbour"].pk, "Ý kiến?", TODAY)],
        by=world.staff("minh"),
        at=NOW + timedelta(hours=1),
    )
    with at(NOW + timedelta(hours=2)):
        kien = signed_in(world, "kien")
        assert dossier.code in kien.get(LIST, {"pham_vi": "asked"}).content.decode()


def test_pages_are_walked_and_many_are_more_than_a_thousand(world: World, lan, monkeypatch) -> None:
    monkeypatch.setattr("congvu.interfaces.office.paging.SIZE", 2)
    monkeypatch.setattr("congvu.interfaces.office.paging.COUNTED", 2)
    codes = [accepted(world).code for _ in range(3)]
    page = lan.get(LIST)
    assert codes[2] in page.content.decode()
    assert codes[0] not in page.content.decode()
    assert "Hơn 2" in page.content.decode()
    older = lan.get(LIST + page.context["page"].older_url).content.decode()
    assert codes[0] in older


def test_the_file_has_real_dates_and_the_journal_knows_who_took_it(world: World, lan) -> None:
    dossier = accepted(world, name="=HYPERLINK(1)")
    response = lan.get("/ho-so/xuat.xlsx", {"trang_thai": "open"})
    rows = rows_of(response)
    line = next(row for row in rows if dossier.code in row)

    assert "=HYPERLINK(1)" in line
    assert dossier.promised_due in line
    assert response["Content-Disposition"].startswith("attachment")
    entry = list_entries(obj_type="list", obj_code="ho-so")[0]
    assert (entry.actor, entry.action) == ("lan", "dossiers.export")


def test_a_file_says_when_it_is_cut(world: World, lan, monkeypatch) -> None:
    monkeypatch.setattr("congvu.interfaces.office.desk.lists.MOST_EXPORTED", 2)
    for _ in range(3):
        accepted(world)
    response = lan.get("/ho-so/xuat.xlsx")
    assert "Chỉ xuất 2 dòng đầu" in str(rows_of(response)[-1])


def test_the_list_asks_few_questions(world: World, lan, django_assert_max_num_queries) -> None:
    for _ in range(3):
        processing(world)
    lan.get(LIST)
    with django_assert_max_num_queries(12):
        lan.get(LIST, {"trang_thai": "open"})
    with django_assert_max_num_queries(12):
        lan.post(LIST, {"q": "nguyen"}, HTTP_HX_REQUEST="true")
