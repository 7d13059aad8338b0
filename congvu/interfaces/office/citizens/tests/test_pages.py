"""Pages of citizens' matters: what is due; a denunciation is 404 to whoever may not know of it."""

import pytest
import time_machine
from django.urls import reverse

from congvu.casework.petitions.models import Denunciation
from congvu.casework.petitions.tests.make import SECRET, denunciation, petition
from congvu.foundation.journal.models import Entry
from congvu.interfaces.office.plans.tests.test_pages import as_
from tests.world import NOW

pytestmark = pytest.mark.django_db
OTHERS = ("lan", "minh", "mai", "quan", "kien", "yen")


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


def test_what_is_due_is_shown_to_those_who_handle_it(world):
    petition(world)
    url = reverse("office-citizens-due")
    text = as_(world, "mai").get(url).content.decode()
    assert "12/03/2026" in text
    assert "Luật Khiếu nại" in text
    assert as_(world, "yen").get(url).status_code == 403


def test_others_get_404_for_every_door_to_denunciations_and_each_try_is_journalled(world):
    row = denunciation(world)
    doors = [
        reverse("office-citizens-denunciations"),
        reverse("office-citizens-receive"),
        reverse("office-citizens-denunciation", args=[row.uuid]),
    ]
    for name in OTHERS:
        client = as_(world, name)
        for door in doors:
            answer = client.get(door)
            assert answer.status_code == 404
            assert SECRET not in answer.content.decode()
        assert Entry.objects.filter(action="denunciation.kept", actor_code=name).count() == 3


def test_a_leader_takes_one_in_and_accepts_it(world):
    client = as_(world, "hoa")
    typed = {
        "received_on": "09/03/2026", "accused": "Trưởng thôn", "content": "Thu tiền", "name": SECRET,
    }  # fmt: skip
    assert client.post(reverse("office-citizens-receive"), {**typed, "name": ""}).status_code == 422
    assert client.post(reverse("office-citizens-receive"), typed).status_code == 302
    row = Denunciation.objects.get()
    page = reverse("office-citizens-denunciation", args=[row.uuid])
    wrong = {"version": 1, "act": "accept", "on": "10/03/2026", "document": ""}
    assert client.post(page, wrong).status_code == 422
    assert client.post(page, {**wrong, "document": "QĐ 01"}).status_code == 302
    assert client.post(page, {**wrong, "document": "QĐ 02", "act": "extend"}).status_code == 409
    assert SECRET not in client.get(reverse("office-citizens-denunciations")).content.decode()
