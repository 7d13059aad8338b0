"""Surveys: one reply a slip, nobody in it, too few are not shown, the rate of who answered."""

from datetime import date, timedelta

import pytest

from congvu.casework.surveys import selectors, services
from congvu.casework.surveys.errors import AlreadyAnswered, NeverEntered
from congvu.casework.surveys.models import SurveyReply
from congvu.casework.surveys.questions import question_sets, set_on
from congvu.casework.surveys.rules import FEWEST, Share, checked, response_rate
from congvu.foundation.journal.models import Entry
from congvu.kernel.errors import Invalid
from congvu.kernel.periods import Window
from tests.world import NOW, TODAY

YEAR = Window(date(2026, 1, 1), date(2027, 1, 1))
CONTENT = {one.code: 5 for one in set_on(TODAY).questions}


def reply(world, slip, levels=CONTENT, field="Hộ tịch"):
    office = world.units["commune"].pk
    services.reply_from_kiosk(slip, levels, office_id=office, field=field, on=TODAY)


def results(world, asked=100):
    return selectors.results(frozenset({world.units["commune"].pk}), YEAR, asked=asked)


def test_the_kiosk_has_five_questions_from_the_catalogue():
    assert len(set_on(TODAY).questions) == 5
    assert {one.code for one in question_sets()} >= {"five-1"}
    with pytest.raises(Invalid):
        set_on(date(2000, 1, 1))


@pytest.mark.parametrize("levels", [{}, {"access": None}, {"access": 6}, {"no_such": 3}])
def test_what_is_no_answer_is_refused(levels):
    with pytest.raises(Invalid):
        checked(set_on(TODAY), levels)


def test_a_rate_of_too_few_is_not_told_and_nobody_asked_is_no_rate():
    assert Share(FEWEST - 1, 20, 20).percent is None
    assert Share(226, 226, 219).percent == pytest.approx(96.90, abs=0.005)
    assert response_rate(0, 0) is None
    assert response_rate(226, 54_647) == pytest.approx(0.41, abs=0.005)


@pytest.mark.django_db
def test_a_slip_answers_once_and_leaves_nothing_of_itself(world):
    reply(world, "H99-001")
    with pytest.raises(AlreadyAnswered):
        reply(world, "H99-001")
    row = SurveyReply.objects.values().get()
    assert "H99-001" not in str(row)
    assert {type(value) for value in row.values()} <= {
        int,
        str,
        date,
        type(None),
    }  # a day, never an hour


@pytest.mark.django_db
def test_figures_are_shown_from_five_replies_on_and_small_fields_stay_hidden(world):
    for turn in range(FEWEST - 1):
        reply(world, f"A{turn}")
    assert results(world).whole.percent is None
    reply(world, "A9", {**CONTENT, "officer": 2}, field="Đất đai")
    found = results(world)
    assert (found.whole.replies, found.whole.answers, found.whole.satisfied) == (5, 25, 24)
    assert found.response == 5
    assert [share.is_shown for _text, share in found.by_question] == [True] * 5
    assert [(field, share.is_shown) for field, share in found.by_field] == [
        ("Hộ tịch", False),
        ("Đất đai", False),
    ]


@pytest.mark.django_db
def test_a_paper_form_taken_back_counts_no_longer_but_did_until_then(world):
    said = {"by": world.staff("lan"), "at": NOW}
    take_back = services.take_back_paper_reply
    for number in ("1", "2"):
        services.enter_paper_reply(number, CONTENT, on=TODAY, **said)
    with pytest.raises(Invalid):
        take_back("1", year=TODAY.year, reason=" ", **said)
    for wrong in (("9", TODAY.year), ("1", TODAY.year - 1)):
        with pytest.raises(NeverEntered):
            take_back(wrong[0], year=wrong[1], reason="Nhập nhầm", **said)
    with pytest.raises(NeverEntered):  # of another office
        take_back("1", year=TODAY.year, reason="Nhầm", by=world.staff("kien"), at=NOW)
    said["at"] = NOW + timedelta(days=400)  # the year is over
    take_back(" 1", year=TODAY.year, reason="Nhập nhầm mức", **said)
    with pytest.raises(NeverEntered):
        take_back("1", year=TODAY.year, reason="Nhập nhầm", **said)
    now = results(world)
    assert (now.whole.replies, now.taken_back, now.taken_back_after) == (1, 1, 1)
    office = frozenset({world.units["commune"].pk})
    services.enter_paper_reply("1", {**CONTENT, "officer": 1}, on=TODAY, **said)
    then = selectors.results(office, YEAR, asked=0, known_on=TODAY + timedelta(days=399)).whole
    assert (then.replies, then.satisfied) == (2, 10)
    today = results(world).whole
    assert (today.replies, today.satisfied) == (2, 9)
    entry = Entry.objects.get(action="survey.take_back")
    assert entry.actor_code == world.staff("lan").code
    assert "Nhập nhầm mức" in entry.detail.values


@pytest.mark.django_db
def test_paper_is_entered_once_a_number_and_tells_that_both_ways_were_used(world):
    said = {"on": TODAY, "by": world.staff("lan"), "at": NOW}
    assert results(world).way is None
    services.enter_paper_reply(" 12 ", CONTENT, **said)
    assert results(world).way == 1
    with pytest.raises(AlreadyAnswered):
        services.enter_paper_reply("12", CONTENT, **said)
    with pytest.raises(Invalid):
        services.enter_paper_reply("13", CONTENT, **{**said, "on": TODAY + timedelta(days=1)})
    reply(world, "A1")
    assert results(world).way == 2
