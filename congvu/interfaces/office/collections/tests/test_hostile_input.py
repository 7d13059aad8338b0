"""What no form of ours sends: control letters, numbers without measure, fields that are missing."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from congvu.oversight.collections.tests.make import AT, FORM, ROWS, ask
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db
HUGE = 10**30
KNOWN = {302, 400, 403, 404, 409, 422}


@pytest.fixture(autouse=True)
def _in_march():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.mark.parametrize(
    "value", ["\x00", "a\x00b", "9" * 5000, "NaN", "Infinity", "-1e999", "x" * 5000, "<b>", "="]
)
def test_no_cell_of_an_answer_breaks_on_what_is_typed(world: World, value: str) -> None:
    unit = world.units["commune"].pk
    mai = signed_in(world, "mai")
    for form in (FORM, ROWS):
        made = ask(world, form)
        url = reverse("office-collections-answer", args=[made.uuid, unit])
        cells = {f"v-{key}": value for key, _row, _column in form.cells()}
        for seen in ("0", value, str(HUGE)):
            answer = mai.post(url, cells | {"s-r1": seen, "s-r1.c1": seen})
            assert answer.status_code in {302, 400, 422}
            put_away(answer)
        choose = reverse("office-collections-choose", args=[made.uuid, unit])
        put_away(mai.post(choose, {"value": f"{value}:{value}", "seen": value}))
        name = reverse("office-collections-name", args=[made.uuid, unit])
        put_away(mai.post(name, {"position": [value, str(HUGE)]}))
        for action in ("send", "recall", "return", "ask", "x"):
            act = reverse("office-collections-act", args=[made.uuid, unit, action])
            answer = mai.post(act, {"seen": value, "reason": value, "due_on": value})
            assert answer.status_code in KNOWN
            put_away(answer)


def test_numbers_of_units_that_cannot_be_are_not_found(world: World) -> None:
    made = ask(world, FORM)
    quan = signed_in(world, "quan")
    for route in ("answer", "template", "choose"):
        answer = quan.get(reverse(f"office-collections-{route}", args=[made.uuid, HUGE]))
        assert answer.status_code == 404
        put_away(answer)
    for what in ({"reason": "\x00"}, {"due_on": "99/99/99999"}, {}):
        answer = quan.post(reverse("office-collections-reopen", args=[made.uuid]), what)
        assert answer.status_code in {302, 400, 422}
        put_away(answer)
    new = reverse("office-collections-new")
    for what in (
        {"cot-TOTAL_FORMS": "x"},
        {"cot-TOTAL_FORMS": str(HUGE), "cot-INITIAL_FORMS": "-1"},
        {"cot-TOTAL_FORMS": "1", "cot-INITIAL_FORMS": "0", "title": "\x00", "units": [str(HUGE)]},
    ):
        answer = quan.post(new, what)
        assert answer.status_code in {400, 422}
        put_away(answer)
