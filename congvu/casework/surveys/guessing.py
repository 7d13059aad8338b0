"""A limit on guesses of slips at the kiosk: codes are counted up and would be found by trying.

Misses are counted by place and by span of ten minutes, in the database, so that every process of
the server knows of them. What is older is thrown away with the next miss.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from congvu.casework.surveys.errors import TooManyGuesses
from congvu.casework.surveys.models import SlipGuess

SPAN: Final = timedelta(minutes=10)
MOST_MISSES: Final = 10  # a kiosk is shared by many people who mistype now and then


def refuse_guessing(address: str, at: datetime) -> None:
    """Raise TooManyGuesses when too many wrong slips came from there in this span."""
    row = SlipGuess.objects.filter(origin=_origin(address), begins_at=_span(at)).first()
    if row is not None and row.misses >= MOST_MISSES:
        raise TooManyGuesses(_minutes_left(at))


@transaction.atomic
def note_miss(address: str, at: datetime) -> None:
    """Count a wrong slip from there."""
    SlipGuess.objects.filter(begins_at__lt=_span(at)).delete()
    row, _new = SlipGuess.objects.get_or_create(origin=_origin(address), begins_at=_span(at))
    SlipGuess.objects.filter(pk=row.pk).update(misses=F("misses") + 1)


def _span(at: datetime) -> datetime:
    """Return when the span of a moment began."""
    return at - timedelta(minutes=at.minute % 10, seconds=at.second, microseconds=at.microsecond)


def _minutes_left(at: datetime) -> int:
    return int((_span(at) + SPAN - at).total_seconds()) // 60 + 1


def _origin(address: str) -> str:
    return salted_hmac("congvu.surveys.guess", address, algorithm="sha256").hexdigest()
