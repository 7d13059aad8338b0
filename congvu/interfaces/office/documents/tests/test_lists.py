"""Registers, books, figures, backlog, import: within their questions, for whom they are."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from congvu.casework.documents.models import Document
from congvu.casework.documents.services.outgoing import cancel_number
from congvu.casework.documents.tests.make import arrived, drafted, numbered, routed
from congvu.casework.documents.tests.test_importing import HEAD_OUT, OUT, book
from congvu.interfaces.office.documents.tests.conftest import SignIn
from tests.answers import put_away
from tests.world import NOW, TODAY, World

LISTS = (
    "office-documents-incoming",
    "office-documents-outgoing",
    "office-documents-tasks",
    "office-documents-backlog",
    "office-documents-books",
)


@pytest.fixture
def some(world: World) -> list[Document]:
    """A few of each kind."""
    documents = [arrived(world), drafted(world), numbered(world)]
    documents += [
        routed(world, code=f"{n}/SNV-VP", due_on=TODAY + timedelta(days=n)) for n in range(1, 4)
    ]
    return documents


@pytest.mark.usefixtures("some")
@pytest.mark.parametrize("route", LISTS)
def test_a_list_keeps_to_its_questions(
    sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries, route: str
) -> None:
    dung = sign_in("dung")
    put_away(dung.get(reverse(route)))
    with django_assert_max_num_queries(12):
        answer = dung.get(reverse(route))
    assert answer.status_code == 200


@pytest.mark.usefixtures("some")
def test_figures_open_to_their_documents(sign_in: SignIn) -> None:
    mai = sign_in("mai")
    page = mai.get(reverse("office-documents-figures"), {"tu": "01/01/2026", "den": "31/03/2026"})
    assert page.status_code == 200
    assert "Văn bản đi được đánh dấu" in page.content.decode()
    url = reverse("office-documents-records", kwargs={"code": "van-ban-den"})
    answer = mai.get(url, {"tu": "01/03/2026", "den": "31/03/2026"})
    assert "303/SNV-CCHC" in answer.content.decode()
    assert mai.get(url, {"tu": "31/03/2026", "den": "01/03/2026"}).status_code == 422
    assert mai.get(reverse("office-documents-records", kwargs={"code": "la"})).status_code == 404


def test_every_number_stands_in_its_book(sign_in: SignIn, world: World) -> None:
    dung = sign_in("dung")
    first, second = numbered(world), numbered(world)
    cancel_number(first, seen=first.version, reason="Ký nhầm", by=world.staff("dung"), at=NOW)
    routed(world, due_on=TODAY)
    answer = dung.get(
        reverse("office-documents-book-xlsx", kwargs={"kind": "di", "year": TODAY.year})
    )
    content = b"".join(answer.streaming_content)  # type: ignore[arg-type]
    put_away(answer)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    codes = [row[0] for row in rows[4:]]
    assert codes == [first.code, second.code]
    assert "Ký nhầm" in str(rows[4])
    assert len(rows[3]) == 10
    for kind in ("di", "den", "theo-doi"):
        answer = dung.get(
            reverse("office-documents-book-pdf", kwargs={"kind": kind, "year": TODAY.year})
        )
        assert answer.content[:4] == b"%PDF"
    page = dung.get(reverse("office-documents-books"), {"so": "theo-doi"})
    assert "303/SNV-CCHC" in page.content.decode()


def test_the_backlog_names_who_is_late(sign_in: SignIn, world: World) -> None:
    document = routed(world, due_on=TODAY)
    Document.objects.filter(pk=document.pk).update(due_on=TODAY - timedelta(days=1))
    document.routings.update(due_on=TODAY - timedelta(days=1))
    hoa = sign_in("hoa")
    url = reverse("office-documents-backlog")
    page = hoa.get(url, {"don_vi": world.units["economy"].pk}).content.decode()
    assert "Phòng Kinh tế xã Minh Tâm" in page
    assert "quá hạn 1 ngày" in page
    page = hoa.get("/").content.decode()
    assert "Văn bản đến quá hạn của cơ quan" in page
    assert "Việc văn bản của tôi" in sign_in("minh").get("/").content.decode()


def test_a_list_is_taken_over_on_the_screen(sign_in: SignIn) -> None:
    dung = sign_in("dung")
    file = SimpleUploadedFile("so-di.xlsx", book(HEAD_OUT, OUT))
    answer = dung.post(
        reverse("office-documents-import"),
        {"direction": "outgoing", "source": "iOffice", "file": file},
        follow=True,
    )
    page = answer.content.decode()
    assert "Nếu nhập bây giờ" in page
    assert "303/BC-UBND" in page
    assert not Document.objects.exists()
    url = answer.redirect_chain[-1][0]
    form = answer.context["form"]
    given = {name: form[name].value() for name in form.fields}
    answer = dung.post(url, {**given, "take": "1"}, follow=True)
    assert "Đã nhập xong" in answer.content.decode()
    assert Document.objects.filter(issued_on__gte=date(2026, 1, 1)).count() == 4
    put_away(dung.get(url))


def test_words_are_searched_as_one_types(sign_in: SignIn, world: World) -> None:
    arrived(world)
    answer = sign_in("dung").post(
        reverse("office-documents-incoming"),
        {"q": "bao cao ket qua"},
        headers={"HX-Request": "true"},
    )
    page = answer.content.decode()
    assert "303/SNV-CCHC" in page
    assert "<html" not in page


def test_a_body_is_declared_and_its_numbering_changed(sign_in: SignIn, world: World) -> None:
    numbered(world)
    dung = sign_in("dung")
    url = reverse("office-documents-bodies")
    given = {"name": "Ban Chỉ đạo CCHC", "abbreviation": "BCĐ", "by_type": "on"}
    assert dung.post(url, given).status_code == 302
    page = dung.get(url).content.decode()
    assert "không thiếu" in page
    assert "BCĐ" in page
    assert dung.post(url, given).status_code == 409
    pk = Document.objects.get().body_id
    answer = dung.post(reverse("office-documents-body", kwargs={"pk": pk}), {"by_type": "0"})
    assert answer.status_code == 302
    assert "một dãy số chung" in dung.get(url).content.decode()
