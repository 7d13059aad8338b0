"""Pages of citizens' matters: what is due; a denunciation is 404 to whoever may not know of it."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congvu.casework.petitions.models import Denunciation
from congvu.casework.petitions.tests.make import SECRET, denunciation, petition
from congvu.casework.petitions.tests.test_kept_from import PDF
from congvu.foundation.journal.models import Entry
from congvu.interfaces.office.plans.tests.test_pages import as_
from tests.answers import put_away
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


def test_the_line_of_a_complaint_says_until_when_it_is_due_and_by_which_law(world):
    page = as_(world, "mai").get(
        reverse("office-registers-row", args=["cong-dan", "don-thu", petition(world).uuid])
    )
    ((text, tone),) = page.context["remarks"]
    assert text.startswith("Thụ lý hoặc từ chối: hạn ngày 12/03/2026 (Luật Khiếu nại")
    assert tone == "info"
    assert text in page.content.decode()


def test_others_get_404_for_every_door_to_denunciations_and_each_try_is_journalled(world):
    row = denunciation(world)
    doors = [
        reverse("office-citizens-denunciations"),
        reverse("office-citizens-receive"),
        reverse("office-citizens-denunciation", args=[row.uuid]),
        reverse("office-citizens-file", args=[row.uuid, 1]),
    ]
    posted = [
        reverse("office-citizens-attach", args=[row.uuid]),
        reverse("office-citizens-keep", args=[row.uuid]),
    ]
    for name in OTHERS:
        client = as_(world, name)
        answers = [*map(client.get, doors), *map(client.post, posted)]
        for answer in answers:
            assert answer.status_code == 404
            assert SECRET not in answer.content.decode()
        assert Entry.objects.filter(action="denunciation.kept", actor_code=name).count() == 6


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


def test_a_leader_suspends_lays_a_file_with_it_and_keeps_it_from_somebody(world):
    row = denunciation(world)
    client = as_(world, "hoa")
    page = reverse("office-citizens-denunciation", args=[row.uuid])
    step = {"version": 1, "act": "accept", "on": "09/03/2026", "document": "QĐ 01"}
    assert client.post(page, step).status_code == 302
    step |= {"version": 2, "act": "suspend", "on": "10/03/2026"}
    refused = client.post(page, step)
    assert refused.status_code == 422
    assert "Luật Tố cáo 2018, Điều 34" in refused.content.decode()
    assert client.post(page, {**step, "ground": "expertise"}).status_code == 302
    file = SimpleUploadedFile("don.pdf", PDF)
    client.post(reverse("office-citizens-attach", args=[row.uuid]), {"file": file})
    hanh = world.account("hanh").pk
    keep = reverse("office-citizens-keep", args=[row.uuid])
    client.post(keep, {"account": hanh, "reason": "Có liên quan"})
    text = client.get(page).content.decode()
    for said in ("Tạm đình chỉ", "don.pdf", "Đặng Thị Hạnh: Có liên quan"):
        assert said in text
    lift = reverse("office-citizens-lift", args=[row.uuid])
    kept = {"exclusion": row.exclusions.get().pk}
    assert "Hãy ghi lý do cho biết lại" in client.post(lift, kept, follow=True).content.decode()
    lifted = client.post(lift, {**kept, "reason": "Hết liên quan"}, follow=True)
    assert ": Hết liên quan" in lifted.content.decode()
    got = client.get(reverse("office-citizens-file", args=[row.uuid, row.files.get().pk]))
    assert got.getvalue() == PDF
    put_away(got)
