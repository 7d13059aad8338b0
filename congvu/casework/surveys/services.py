"""Writing replies: from a kiosk by anybody with a slip, from paper by an officer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from congvu.casework.surveys.errors import AlreadyAnswered, NeverEntered
from congvu.casework.surveys.models import Channel, SurveyAnswer, SurveyReply
from congvu.casework.surveys.questions import set_on
from congvu.casework.surveys.rules import checked
from congvu.foundation.journal import services as journal
from congvu.foundation.people.rules import Staff
from congvu.instruments.registers.selectors import keeper_of, own_offices
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
    said = _printed_on(office, on.year, number)
    today = local_day(at)
    _keep(said, levels, office_id=office, field="", on=on, channel=Channel.PAPER, recorded_on=today)
    journal.record(
        unit=by.unit_code, by=by, action="survey.enter", obj_type="survey", obj_code="paper", at=at
    )


@transaction.atomic
def take_back_paper_reply(number: str, *, year: int, reason: str, by: Staff, at: datetime) -> None:
    """Let a paper form that was entered wrongly count no longer; its number is free again.

    Figures as known before this day keep it. `year` is that of the day of the answer. Raises
    NeverEntered for a number that the office does not have, Invalid without a reason.
    """
    said, today = reason.strip(), local_day(at)
    if not said:
        raise Invalid(gettext_noop("Hãy ghi lý do."), code="no_reason", field="reason")
    tokens = [_token(_printed_on(one, year, number)) for one in own_offices(by, today)]
    found = SurveyReply.objects.select_for_update().filter(
        token__in=tokens, channel=Channel.PAPER, taken_back_on=None
    )
    reply = found.order_by("-pk").first()
    if reply is None:
        raise NeverEntered
    reply.token, reply.taken_back_on = _token(f"taken-back:{reply.pk}"), today
    reply.save(update_fields=["token", "taken_back_on"])
    journal.record(
        unit=by.unit_code,
        by=by,
        action="survey.take_back",
        obj_type="survey",
        obj_code="paper",
        changes={"number": number.strip(), "year": year, "reason": said},
        at=at,
    )


def _printed_on(office_id: int, year: int, number: str) -> str:
    return f"paper:{office_id}:{year}:{number.strip().casefold()}"


def _token(said: str) -> str:
    return salted_hmac("congvu.surveys", said, algorithm="sha256").hexdigest()


def _keep(
    said: str,
    levels: Mapping[str, int | None],
    *,
    office_id: int,
    field: str,
    on: date,
    channel: Channel,
    recorded_on: date | None = None,
) -> None:
    asked = set_on(on)
    given = checked(asked, levels)
    token = _token(said)
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
                recorded_on=recorded_on,
            )
            SurveyAnswer.objects.bulk_create(
                SurveyAnswer(reply=reply, question=code, level=level)
                for code, level in given.items()
            )
    except IntegrityError as race:
        raise AlreadyAnswered from race
