"""Every deed through the screen: done, forbidden, refused, too late; nothing typed is lost."""

from __future__ import annotations

import pytest

from congvu.casework.dossiers.models import Dossier, DossierEvent
from congvu.casework.dossiers.services.rebuilding import compare_all
from congvu.interfaces.office.dossiers.deeds import ALL
from congvu.interfaces.office.dossiers.tests.make import (
    LATER,
    at,
    deed_url,
    signed_in,
    text_of,
)
from congvu.interfaces.office.dossiers.tests.stories import STORIES, Story
from tests.world import World

each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)


def sent(world: World, story: Story, dossier, **changes: object) -> dict[str, object]:
    return {"version": dossier.version, **story.typed(world), **changes}


def touch(world: World, dossier) -> None:
    """Let somebody else do something small in the meantime, without leaving the state."""
    Dossier.objects.filter(pk=dossier.pk).update(version=dossier.version + 1)
    last = DossierEvent.objects.filter(dossier=dossier).order_by("-seq").first()
    last.pk, last.seq, last.position = None, last.seq + 1, last.position + 1000
    last.action, last.actor_name = "claim", "Đặng Thị Hạnh"
    last.save()


def test_every_deed_but_the_correction_has_its_story() -> None:
    assert {story.slug for story in STORIES} == {deed.slug for deed in ALL} - {"dinh-chinh"}


@each_story
def test_it_is_done(world: World, story: Story) -> None:
    dossier = story.stands(world)
    client = signed_in(world, story.who)
    with at(LATER):
        form = client.get(deed_url(dossier, story.slug))
        done = client.post(deed_url(dossier, story.slug), sent(world, story, dossier))
        after = client.get(done["Location"])

    assert form.status_code == 200
    assert done.status_code == 302
    dossier.refresh_from_db()
    assert dossier.state == story.becomes
    assert after.status_code == 200
    assert 'class="notice notice--success"' in after.content.decode()
    assert list(compare_all()) == []


@each_story
def test_it_is_not_for_everybody(world: World, story: Story) -> None:
    dossier = story.stands(world)
    version = dossier.version
    client = signed_in(world, story.stranger)
    with at(LATER):
        shown = client.get(deed_url(dossier, story.slug))
        done = client.post(deed_url(dossier, story.slug), sent(world, story, dossier))

        neighbour = signed_in(world, "kien").post(
            deed_url(dossier, story.slug), sent(world, story, dossier)
        )

    assert shown.status_code == 403
    assert done.status_code in {403, 422}
    assert neighbour.status_code == 404
    dossier.refresh_from_db()
    assert dossier.version == version


@each_story
def test_who_comes_second_is_told_and_loses_nothing(world: World, story: Story) -> None:
    dossier = story.stands(world)
    touch(world, dossier)
    client = signed_in(world, story.who)
    with at(LATER):
        clash = client.post(deed_url(dossier, story.slug), sent(world, story, dossier))
        page = clash.content.decode()

        assert clash.status_code == 409
        assert "Đặng Thị Hạnh" in page
        assert f'name="version" value="{dossier.version + 1}"' in page
        for name, value in story.typed(world).items():
            if isinstance(value, str) and len(value) > 3 and "TOTAL" not in name:
                assert value in page, name


@pytest.mark.parametrize(
    "story", [one for one in STORIES if one.missing], ids=lambda story: story.slug
)
def test_what_is_wrong_is_named_and_the_rest_stays(world: World, story: Story) -> None:
    dossier = story.stands(world)
    version = dossier.version
    client = signed_in(world, story.who)
    with at(LATER):
        answer = client.post(
            deed_url(dossier, story.slug), sent(world, story, dossier, **story.missing)
        )
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "data-error-summary" in page
    for name, value in {**story.typed(world), **story.missing}.items():
        if isinstance(value, str) and len(value) > 3 and "TOTAL" not in name:
            assert value in page, name
    dossier.refresh_from_db()
    assert dossier.version == version


def test_a_hurried_second_press_is_no_clash(world: World) -> None:
    story = next(one for one in STORIES if one.slug == "trinh-ky")
    dossier = story.stands(world)
    client = signed_in(world, story.who)
    with at(LATER):
        first = client.post(deed_url(dossier, story.slug), sent(world, story, dossier))
        second = client.post(deed_url(dossier, story.slug), sent(world, story, dossier))

    assert (first.status_code, second.status_code) == (302, 302)
    assert DossierEvent.objects.filter(dossier=dossier, action="present").count() == 1


def test_a_clash_that_ends_the_way_says_so(world: World) -> None:
    story = next(one for one in STORIES if one.slug == "trinh-ky")
    dossier = story.stands(world)
    with at(LATER):
        hanh = signed_in(world, "hanh")
        hanh.post(deed_url(dossier, "trinh-ky"), sent(world, story, dossier))
        clash = signed_in(world, "minh").post(
            deed_url(dossier, "trinh-ky"), sent(world, story, dossier)
        )
    assert clash.status_code == 409
    assert "không còn làm việc này được" in text_of(clash)


def test_an_old_link_says_why_it_leads_nowhere(world: World) -> None:
    dossier = STORIES[0].stands(world)
    with at(LATER):
        answer = signed_in(world, "lan").get(deed_url(dossier, "tra-ket-qua"), follow=True)
        unknown = signed_in(world, "lan").get(deed_url(dossier, "khong-co"))

    assert answer.redirect_chain[0][1] == 302
    assert "Không thể “Trả kết quả” khi hồ sơ “Mới đăng ký”" in text_of(answer)
    assert unknown.status_code == 404


def test_htmx_gets_the_form_alone(world: World) -> None:
    story = next(one for one in STORIES if one.slug == "trinh-ky")
    dossier = story.stands(world)
    with at(LATER):
        answer = signed_in(world, "minh").get(
            deed_url(dossier, "trinh-ky"), headers={"HX-Request": "true"}
        )
    page = answer.content.decode()
    assert "<form" in page
    assert "<html" not in page
