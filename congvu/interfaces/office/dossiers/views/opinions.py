"""Answering as the agency that was asked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.casework.dossiers.errors import NotYourTask
from congvu.casework.dossiers.selectors.access import get_for
from congvu.casework.dossiers.selectors.folder import get_opinion
from congvu.casework.dossiers.selectors.options import answerable
from congvu.casework.dossiers.services.handling import answer_opinion
from congvu.interfaces.office.acting import acting
from congvu.interfaces.office.dossiers.forms import AnswerForm
from congvu.interfaces.office.dossiers.views.errands import Errand, run
from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.vitext import format_date


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, ref: str, opinion: int) -> HttpResponse:
    """Write the office's answer; the dossier goes back when all have answered."""
    who = acting(request)
    dossier = get_for(who.staff, ref, who.on)
    asked = get_opinion(dossier, opinion)
    if asked.answered_at is not None:
        raise Invalid(gettext_noop("Yêu cầu này đã được trả lời."))
    if opinion not in answerable([asked], who.staff, who.on):
        raise NotYourTask(
            gettext_noop("Yêu cầu này gửi nơi khác, hoặc chưa đến lượt cơ quan bạn trả lời.")
        )
    errand = Errand(
        title=_("Trả lời lấy ý kiến"),
        submit=_("Gửi trả lời"),
        done=_("Đã gửi trả lời cho cơ quan chủ trì."),
        told=(
            asked.question,
            _("Trả lời trước ngày %(day)s.") % {"day": format_date(asked.due_on)},
        ),
        form=AnswerForm,
        perform=lambda form: answer_opinion(
            opinion,
            answer=form.cleaned_data["answer"],
            agrees=form.cleaned_data["agreed"],
            document=form.cleaned_data["document"],
            by=who.staff,
            at=who.at,
        ),
    )
    return run(request, dossier, who, errand)
