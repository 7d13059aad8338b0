"""The page of a dossier: who sees it, what it tells, what it offers."""

from __future__ import annotations

import pytest

from congvu.casework.dossiers.tests.make import accepted, processing
from congvu.interfaces.office.dossiers.tests.make import (
    LATER,
    at,
    page_url,
    presented,
    signed_in,
    text_of,
)
from congvu.interfaces.office.dossiers.tests.stories import resolved, supplementing
from tests.world import World


@pytest.mark.parametrize("name", ["lan", "minh", "hanh", "hoa", "dung", "mai"])
def test_everybody_of_the_office_reads_it(world: World, name: str) -> None:
    dossier = processing(world)
    with at(LATER):
        response = signed_in(world, name).get(page_url(dossier))

    assert response.status_code == 200
    text = text_of(response)
    assert dossier.code in text
    assert "Nguyễn Văn Tư" in text
    assert "ngày này không bao giờ thay đổi" in text


@pytest.mark.parametrize("name", ["kien", "yen", "quan"])
def test_it_does_not_exist_for_a_neighbour_the_administrator_and_the_province(
    world: World, name: str
) -> None:
    dossier = processing(world)
    with at(LATER):
        response = signed_in(world, name).get(page_url(dossier))

    assert response.status_code == 404
    assert "Nguyễn Văn Tư" not in response.content.decode()


def test_the_buttons_are_those_of_the_person(world: World) -> None:
    dossier = presented(world)
    with at(LATER):
        leader = text_of(signed_in(world, "hoa").get(page_url(dossier)))
        registrar = text_of(signed_in(world, "dung").get(page_url(dossier)))
        officer = text_of(signed_in(world, "minh").get(page_url(dossier)))

    assert "Duyệt và ban hành kết quả" in leader
    assert "Trả lại để sửa" in leader
    assert "Duyệt và ban hành kết quả" not in registrar
    assert "Rút lại dự thảo" in officer
    assert "Trả lại để sửa" not in officer


def test_a_clerk_is_told_until_when_to_forward(world: World) -> None:
    dossier = accepted(world)
    with at(LATER):
        assert "chậm nhất 17:00 10/03/2026" in text_of(
            signed_in(world, "lan").get(page_url(dossier))
        )


@pytest.mark.parametrize("stands", [accepted, presented, supplementing, resolved])
@pytest.mark.parametrize("name", ["lan", "hoa"])
def test_the_page_asks_few_questions(
    world: World, name: str, stands, django_assert_max_num_queries
) -> None:
    dossier = stands(world)
    client = signed_in(world, name)
    with at(LATER):
        client.get(page_url(dossier))
        with django_assert_max_num_queries(25):
            client.get(page_url(dossier))
