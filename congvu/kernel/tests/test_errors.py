"""What an error carries to the screen and to the API."""

import json
import pickle
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID

import pytest

from congvu.kernel.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound, gettext_noop
from congvu.kernel.workingdays import LimitUnit


class Colour(Enum):
    RED = 1


class AlreadyAssigned(Conflict):
    code = "already_assigned"


@pytest.mark.parametrize(
    ("kind", "code", "status"),
    [
        (NotFound, "not_found", 404),
        (NotAllowed, "not_allowed", 403),
        (Conflict, "conflict", 409),
        (Invalid, "invalid", 422),
        (AlreadyAssigned, "already_assigned", 409),
    ],
)
def test_each_kind_has_its_code_and_status(kind, code, status):
    error = kind("Hồ sơ đã có người nhận.")
    assert (error.code, error.status) == (code, status)
    assert str(error) == error.message == "Hồ sơ đã có người nhận."
    assert isinstance(error, DomainError)


def test_a_code_of_its_own_does_not_change_the_class():
    assert Invalid("Sai.", code="special").code == "special"
    assert Invalid("Sai.").code == "invalid"


def test_facts_are_plain_json():
    error = Invalid(
        "Sai.",
        day=date(2026, 3, 9),
        at=datetime(2026, 3, 9, 8, 0),
        amount=Decimal("1.50"),
        unit=LimitUnit.WORKING_DAYS,
        colour=Colour.RED,
        roles={"b", "a"},
        rows=[(1, None), {"k": True}],
        uuid=UUID(int=1),
    )
    assert json.loads(json.dumps(error.facts)) == {
        "day": "2026-03-09",
        "at": "2026-03-09T08:00:00",
        "amount": "1.50",
        "unit": "working_days",
        "colour": 1,
        "roles": ["a", "b"],
        "rows": [[1, None], {"k": True}],
        "uuid": "00000000-0000-0000-0000-000000000001",
    }


def test_named_placeholders_are_filled_from_the_facts_in_any_language():
    source = gettext_noop("Hồ sơ %(dossier)s đã khoá.")
    error = Conflict(source, dossier="H26.1")
    assert error.message == "Hồ sơ H26.1 đã khoá."
    assert error.text({source: "Dossier %(dossier)s is locked."}.__getitem__) == (
        "Dossier H26.1 is locked."
    )


def test_a_percent_sign_stays_one():
    assert Invalid("Đạt 55,56 % (%(khác)s)").message == "Đạt 55,56 % (%(khác)s)"
    assert Invalid("Đạt 100%", rate=100).message == "Đạt 100%"


def test_a_lazy_sentence_is_read_only_when_it_is_shown():
    class Lazy:
        language = "vi"

        def __str__(self):
            return {"vi": "Không thấy %(what)s.", "en": "No %(what)s."}[self.language]

    lazy = Lazy()
    error = NotFound(lazy, what="X")
    assert str(error) == "Không thấy X."
    lazy.language = "en"
    assert str(error) == "No X."


def test_an_error_survives_being_sent_to_another_process():
    again = pickle.loads(pickle.dumps(Invalid("Sai.", code="x", day=date(2026, 1, 2))))
    assert (again.message, again.code, again.facts) == ("Sai.", "x", {"day": "2026-01-02"})
