"""Time limits in the language of the reader."""

import pytest
from django.utils.translation import override

from congvu.foundation.calendars.labels import limit_label
from congvu.kernel.workingdays import LimitUnit, TimeLimit

LIMITS = [
    (TimeLimit(0), "same day"),
    (TimeLimit(1), "1 working day"),
    (TimeLimit(3), "3 working days"),
    (TimeLimit(30, LimitUnit.CALENDAR_DAYS), "30 days"),
    (TimeLimit(8, LimitUnit.WORKING_HOURS), "8 working hours"),
]


@pytest.mark.parametrize(("limit", "english"), LIMITS)
def test_a_limit_speaks_both_languages(limit, english):
    with override("vi"):
        assert limit_label(limit) == limit.label()
    with override("en"):
        assert limit_label(limit) == english
