"""Writing replies: from a kiosk by anybody with a slip, from paper by an officer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from congvu.casework.surveys.errors import AlreadyAnswered
from congvu.casework.surveys.models import Channel, SurveyAnswer, SurveyReply
from congvu.casework.surveys.questions import set_on
from congvu.casework.surveys.rules import checked
from congvu.foundation.journal import services as journal
from congvu.foundation.people.rules import Staff
from congvu.instruments.registers.selectors import keeper_of
from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.workingdays import local_day


def reply_from_kiosk(
    slip: str, levels: Mapping[str, int | None], *, office_id: int, field: str, on: date
) -> None:
    """Keep an anonymous reply for a slip. Raises AlreadyAnswered, Invalid for no answer."""
    _keep(f"slip:{slip}", levels, office_id=office_id, field=field, on=on, channel=Channel.KIOSK)


@transaction.atomic
def enter_paper_reply(
    number: str, levels: Mapping[str, int | None], *, on: date, by: Staff, at: datetime
) -> None:
    """Keep what stands on a paper form of the person's office; `number` is printed on it.

    Raises AlreadyAnswered for a number of that year that was entered before, Invalid.
    """
    if on > local_day(at):
        raise Invalid(gettext_noop("Ngày trả lời chưa đến."), code="future", field="on")
    office = keeper_of(by, local_day(at))
    said = f"paper:{office}:{on.year}:{number.strip().casefold()}"
    _keep(said, levels, office_id=office, field="", on=on, channel=Channel.PAPER)
    journal.record(
        unit=by.unit_code, by=by, action="survey.enter", obj_type="survey", obj_code="paper", at=at
    )


def _keep(
    said: str,
    levels: Mapping[str, int | None],
    *,
    office_id: int,
    field: str,
    on: date,
    channel: Channel,
) -> None:
    asked = set_on(on)
    given = checked(asked, levels)
    token = salted_hmac("congvu.surveys", said, algorithm="sha256").hexdigest()
    if SurveyReply.objects.filter(token=token).exists():
        raise AlreadyAnswered
    try:
        with transaction.atomic():
            reply = SurveyReply.objects.create(
                office_id=office_id,
                question_set=asked.code,
                channel=channel,
                field=field,
                answered_on=on,
                token=token,
            )
            SurveyAnswer.objects.bulk_create(
                SurveyAnswer(reply=reply, question=code, level=level)
                for code, level in given.items()
            )
    except IntegrityError as race:
        raise AlreadyAnswered from race
