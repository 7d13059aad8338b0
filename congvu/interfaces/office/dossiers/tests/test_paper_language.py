"""What goes to a citizen is Vietnamese, whatever language the screen of the clerk speaks."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.utils.translation import override

from congvu.casework.dossiers.models import Slip
from congvu.casework.dossiers.selectors.folder import hand_overs_of, received_by
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.casework.dossiers.services import handling
from congvu.casework.dossiers.tests.make import accepted, processing
from congvu.interfaces.office.administration.tests.make import html
from tests.world import NOW, TODAY, World


def test_a_slip_is_vietnamese_while_the_screen_is_english(world: World) -> None:
    with override("en"):
        dossier = accepted(world)
    data = Slip.objects.get(dossier=dossier).data
    assert data["return_method"] == "Tại Bộ phận Một cửa"
    assert data["time_limit"].endswith("ngày làm việc")


def test_a_leader_without_a_row_of_their_own_is_named_on_the_control_sheet(world: World) -> None:
    dossier, later = processing(world), NOW + timedelta(hours=1)
    handling.present(dossier, seen=dossier.version, by=world.staff("minh"), at=later)
    office = office_of(dossier.receiving_unit_id, TODAY)
    actions = dict(dossier.events.values_list("seq", "action"))
    given = [received_by(row, actions[row.seq], office) for row in hand_overs_of(dossier)]
    assert given == ["Phòng Kinh tế xã Minh Tâm", "Lãnh đạo Ủy ban nhân dân xã Minh Tâm"]


def test_an_english_browser_is_spoken_to_in_vietnamese_until_english_is_chosen(
    world: World, client: Client
) -> None:
    page = client.get("/accounts/login/", headers={"accept-language": "en-US,en"})
    assert "Đăng nhập" in html(page)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Sign in" in html(client.get("/accounts/login/"))
