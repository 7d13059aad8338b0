"""A result that stands in the register of documents: shown on both pages, to whom may see both."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from congvu.casework.documents.models import Document
from congvu.casework.documents.tests.make import numbered
from congvu.casework.documents.tests.test_importing import HEAD_OUT, book, take
from congvu.casework.dossiers.tests.make import DECISION
from congvu.interfaces.office.dossiers.tests.make import LATER, at, page_url, signed_in, text_of
from congvu.interfaces.office.dossiers.tests.stories import resolved
from tests.world import World

LABEL = "Là kết quả của hồ sơ"


def in_the_register(world: World, on: date = DECISION.issued_on) -> Document:
    row = (1, DECISION.code, on, "Về việc mẫu", "Lê Thị Hoa", "", "")
    take(world, book(HEAD_OUT, [row]))
    return Document.objects.get(code=DECISION.code)


def document_page(client: Client, document: Document) -> str:
    url = reverse("office-documents-page", kwargs={"ref": document.uuid})
    return text_of(client.get(url))


def test_the_result_leads_to_its_document_and_the_document_to_the_dossier(world: World) -> None:
    dossier, document = resolved(world), in_the_register(world)
    with at(LATER):
        hoa = signed_in(world, "hoa")
        url = reverse("office-documents-page", kwargs={"ref": document.uuid})
        assert url in hoa.get(page_url(dossier)).content.decode()
        page = document_page(hoa, document)
    assert LABEL in page
    assert dossier.code in page


@pytest.mark.parametrize("on", [date(2026, 3, 8), date(2026, 3, 10)])
def test_the_same_number_of_another_day_is_another_document(world: World, on: date) -> None:
    dossier, document = resolved(world), in_the_register(world, on)
    with at(LATER):
        hoa = signed_in(world, "hoa")
        assert str(document.uuid) not in hoa.get(page_url(dossier)).content.decode()
        assert LABEL not in document_page(hoa, document)


def test_who_may_not_see_the_document_sees_only_how_it_is_cited(world: World) -> None:
    dossier, document = resolved(world), in_the_register(world)
    with at(LATER):
        page = signed_in(world, "minh").get(page_url(dossier)).content.decode()
    assert DECISION.code in page
    assert str(document.uuid) not in page


def test_a_document_that_ends_no_dossier_says_nothing(world: World) -> None:
    resolved(world)
    other = numbered(world)
    with at(LATER):
        assert LABEL not in document_page(signed_in(world, "hoa"), other)
