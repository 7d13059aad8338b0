"""Pages of surveys: the kiosk is open to everybody on purpose, the rest is not."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.tests.make import processing
from congvu.casework.surveys.guessing import MOST_MISSES, SPAN
from congvu.casework.surveys.models import SlipGuess, SurveyReply
from congvu.interfaces.office.plans.tests.test_pages import as_
from tests.world import NOW

pytestmark = pytest.mark.django_db
ANSWERS = {"q_access": "5", "q_officer": "4"}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


def test_whoever_holds_the_slip_of_a_finished_dossier_answers_once(world):
    url, client = reverse("surveys-kiosk"), Client()
    assert client.get(url).status_code == 200
    dossier = processing(world)
    typed = {**ANSWERS, "slip": dossier.code.lower()}
    assert "chưa có kết quả" in client.post(url, typed).content.decode()
    Dossier.objects.filter(pk=dossier.pk).update(finished_at=NOW)
    assert client.post(url, {"slip": dossier.code}).status_code == 422
    assert client.post(url, {**typed, "slip": "H00-khong-co"}).status_code == 422
    assert client.post(url, typed).status_code == 302
    again = client.post(url, typed)
    assert again.status_code == 409
    assert 'value="4"' in again.content.decode()
    assert SurveyReply.objects.get().office_id == world.units["commune"].pk


def test_slips_are_not_guessed_for_long_and_the_neighbour_is_not_shut_out(world):
    url, client = reverse("surveys-kiosk"), Client()
    dossier = processing(world)
    Dossier.objects.filter(pk=dossier.pk).update(finished_at=NOW)
    typed = {**ANSWERS, "slip": "H00-khong-co"}
    told = [client.post(url, typed).status_code for _turn in range(MOST_MISSES + 1)]
    assert told == [422] * MOST_MISSES + [429]
    right = {**ANSWERS, "slip": dossier.code}
    assert "thử lại sau" in client.post(url, right).content.decode()
    assert client.post(url, right, REMOTE_ADDR="192.0.2.7").status_code == 302
    with time_machine.travel(NOW + SPAN, tick=False):
        assert client.post(url, typed).status_code == 422
    assert SlipGuess.objects.count() == 1
    assert "127.0.0.1" not in str(list(SlipGuess.objects.values()))


@pytest.mark.parametrize(
    ("name", "paper", "figures"),
    [
        ("lan", 200, 200),
        ("minh", 403, 403),
        ("hoa", 403, 200),
        ("quan", 403, 200),
        ("yen", 403, 403),
    ],
)
def test_paper_and_figures_are_for_those_who_need_them(world, name, paper, figures):
    client = as_(world, name)
    assert client.get(reverse("office-surveys-paper")).status_code == paper
    assert client.get(reverse("office-surveys-figures")).status_code == figures


def test_a_paper_form_is_entered_and_its_too_small_figure_hidden(world):
    client = as_(world, "lan")
    url = reverse("office-surveys-paper")
    typed = {**ANSWERS, "number": "7", "on": "09/03/2026"}
    assert client.post(url, typed).status_code == 302
    assert client.post(url, typed).status_code == 409
    assert "&lt; 5" in client.get(reverse("office-surveys-figures")).content.decode()


def test_a_form_entered_wrongly_is_taken_back_and_the_period_says_so(world):
    client, url = as_(world, "lan"), reverse("office-surveys-take-back")
    typed = {**ANSWERS, "number": "7", "on": "09/03/2026"}
    client.post(reverse("office-surveys-paper"), typed)
    wrong = {"number": "7", "on": "09/03/2026", "reason": "Nhập nhầm mức"}
    assert client.post(url, {**wrong, "reason": ""}).status_code == 422
    unknown = client.post(url, {**wrong, "number": "8"})
    assert unknown.status_code == 422
    assert "Nhập nhầm mức" in unknown.content.decode()  # what was typed is kept
    assert client.post(url, wrong).status_code == 302
    figures = client.get(reverse("office-surveys-figures") + "?ky=2026M03")
    assert figures.context["found"].whole.replies == 0
    assert "Có 1 phiếu giấy của kỳ này đã bỏ" in figures.content.decode()
    assert client.post(reverse("office-surveys-paper"), typed).status_code == 302


def test_figures_are_of_the_period_and_the_office_that_were_chosen(world):
    enter = reverse("office-surveys-paper")
    for number, day in (("1", "09/03/2026"), ("2", "09/02/2026"), ("3", "09/01/2026")):
        as_(world, "lan").post(enter, {**ANSWERS, "number": number, "on": day})
    url = reverse("office-surveys-figures")

    def replies(name, query=""):
        return as_(world, name).get(url + query).context["found"].whole.replies

    assert (replies("hoa"), replies("hoa", "?ky=2026M03"), replies("hoa", "?ky=2025")) == (3, 1, 0)
    assert replies("hoa", "?ky=2026M03&tu=01/01/2026&den=31/12/2026") == 1
    assert replies("hoa", "?ky=cuoi-nam") == 3
    assert replies("quan") == 3
    assert replies("quan", f"?don_vi={world.units['neighbour'].pk}") == 0
