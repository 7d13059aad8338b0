"""Values of the kernel in the words of the reader's language."""

from __future__ import annotations

from django import template

from congvu.foundation.calendars.labels import limit_label
from congvu.kernel.workingdays import TimeLimit

register = template.Library()


@register.filter
def time_limit(limit: TimeLimit) -> str:
    """Return "3 ngày làm việc", "3 working days"."""
    return limit_label(limit)
