"""Pages of plans: a year, a plan over time, the review on paper, one's own tasks; and who may."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from congvu.casework.plans.tests.make import plan
from congvu.casework.plans.tests.test_plans import tasks_of_every_standing
from tests.world import NOW, World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


def as_(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.account(name))
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def test_a_plan_shows_its_tree_over_the_year(world, django_assert_max_num_queries):
    made = tasks_of_every_standing(world)
    client = as_(world, "mai")
    with django_assert_max_num_queries(14):
        text = client.get(reverse("office-plans-plan", args=[made.uuid])).content.decode()
    assert 'class="plan__span plan__span--overdue"' in text
    assert "style=" not in text
    assert "plan__task--part" in text
    assert "Xong quá hạn" in text
    assert made.title in client.get(reverse("office-plans")).content.decode()


def test_the_review_of_a_quarter_is_a_pdf(world):
    made = tasks_of_every_standing(world)
    client = as_(world, "hoa")
    answer = client.get(reverse("office-plans-review", args=[made.uuid, "2026Q1"]))
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    wrong = reverse("office-plans-review", args=[made.uuid, "2026"])
    assert client.get(wrong).status_code == 404


def test_my_tasks_has_an_empty_page_that_says_what_comes_here(world):
    assert (
        "Không có nhiệm vụ nào"
        in as_(world, "lan").get(reverse("office-plans-mine")).content.decode()
    )


@pytest.mark.parametrize(("name", "status"), [("kien", 404), ("yen", 403), ("quan", 200)])
def test_others_find_what_they_may(world, name, status):
    url = reverse("office-plans-plan", args=[plan(world).uuid])
    assert as_(world, name).get(url).status_code == status
