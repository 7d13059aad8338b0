"""Plans with their tasks: what cannot be right, how they stand, what the figures count."""

from datetime import date

import pytest

from congvu.casework.plans import selectors
from congvu.casework.plans.rules import Standing, standing
from congvu.casework.plans.tests.make import done, plan, task
from congvu.instruments.registers.counting import counted, reading
from congvu.instruments.registers.declared import get_register
from congvu.instruments.registers.errors import RowNotFound, RowRefused
from congvu.kernel.periods import Window
from tests.world import NOW, TODAY

pytestmark = pytest.mark.django_db
YEAR = Window(date(2026, 1, 1), date(2027, 1, 1))
TO_TODAY = Window(date(2026, 1, 1), date(2026, 3, 11))


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ({"given_on": date(2026, 3, 1), **done(date(2026, 2, 1))}, "done_on"),
        ({"starts_on": date(2026, 3, 7)}, "due_on"),
        ({"starts_on": date(2026, 1, 2)}, "starts_on"),
        ({"given_on": date(2026, 3, 8)}, "due_on"),
        ({"done_on": date(2026, 2, 1), "progress": 50, "evidence": "x"}, "progress"),
        ({"done_on": date(2026, 2, 1)}, "evidence"),
        ({"progress": 100}, "done_on"),
    ],
)
def test_a_task_that_cannot_be_right_is_refused(world, said, column):
    with pytest.raises(RowRefused) as told:
        task(world, plan(world), 1, **said)
    assert column in [one.column for one in told.value.faults]


def test_a_plan_lies_only_under_the_reform_plan_of_its_year(world):
    reform = plan(world)
    part = plan(world, kind="outreach", title="Kế hoạch tuyên truyền", parent=reform.pk)
    for said in (
        {"kind": "iso", "parent": part.pk, "title": "Dưới kế hoạch thành phần"},
        {"kind": "reform", "parent": reform.pk, "title": "Kế hoạch năm dưới kế hoạch năm"},
        {"kind": "iso", "parent": reform.pk, "year": 2025, "title": "Năm khác"},
    ):
        with pytest.raises(RowRefused):
            plan(world, **said)


def tasks_of_every_standing(world):
    reform = plan(world)
    task(world, reform, 1)
    task(world, reform, 1, 1, **done(date(2026, 3, 6)))
    task(world, reform, 1, 2, **done(date(2026, 3, 7)))
    task(world, reform, 2)
    task(world, reform, 3, due_on=date(2026, 3, 15), carried_over=True)
    task(world, reform, 4, due_on=date(2026, 12, 1), starts_on=date(2026, 6, 1))
    return reform


def test_a_plan_shows_how_its_parts_stand_and_the_figures_say_the_same(world):
    page = selectors.plan_page(
        world.staff("mai"), tasks_of_every_standing(world).uuid, on=TODAY, today=TODAY
    )
    assert [one.number for one in page.tasks] == ["1", "1.1", "1.2", "2", "3", "4"]
    assert (page.counted, page.done) == (5, 2)
    figures = {
        one.code: reading(
            get_register("nhiem-vu"),
            one,
            offices={world.units["commune"].pk},
            window=TO_TODAY,
            known_at=NOW,
        ).value
        for one in get_register("nhiem-vu").counts
    }
    assert figures["de-ra"] == page.counted
    assert figures["xong"] == page.done
    assert figures["xong-dung-han"] == page.standings[Standing.ON_TIME] == 1
    assert figures["xong-qua-han"] == page.standings[Standing.LATE] == 1
    assert figures["qua-han"] == page.standings[Standing.OVERDUE] == 1
    assert figures["chuyen-nam"] == 1


def test_a_figure_opens_to_the_tasks_that_the_rule_calls_so(world):
    tasks_of_every_standing(world)
    register = get_register("nhiem-vu")
    rows = counted(
        register,
        register.count("xong-qua-han"),
        offices={world.units["commune"].pk},
        window=YEAR,
        known_at=NOW,
    )
    assert [standing(row.due_on, row.done_on, on=TODAY) for row in rows] == [Standing.LATE]


def test_my_tasks_are_mine_and_a_head_also_sees_what_names_nobody(world):
    reform, minh = plan(world), world.staff("minh")
    economy = world.units["economy"].pk
    task(world, reform, 1, person=minh.position_id)
    task(world, reform, 2, duty=economy)
    task(world, reform, 3, person=minh.position_id, **done(TODAY))
    assert [one.content for one in selectors.my_tasks(minh, TODAY)] == ["Việc 1.0"]
    assert [one.content for one in selectors.my_tasks(world.staff("hanh"), TODAY)] == ["Việc 2.0"]


def test_the_neighbour_finds_no_plan_of_ours(world):
    with pytest.raises(RowNotFound):
        selectors.plan_page(world.staff("kien"), plan(world).uuid, on=TODAY, today=TODAY)
