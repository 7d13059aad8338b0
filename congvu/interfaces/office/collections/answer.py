"""The answer of a unit: a grid for the keyboard, a filled template, two answers for one cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from congvu.foundation.units import selectors as units
from congvu.foundation.units.labels import ending_label
from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.collections.home import HERE, reader
from congvu.interfaces.office.fields import DayField, text
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Conflict, Invalid
from congvu.oversight.collections import template
from congvu.oversight.collections.labels import ACTIONS, ORIGINS, STANDINGS, TYPES
from congvu.oversight.collections.rules.cells import BLANK, as_typed, said
from congvu.oversight.collections.rules.columns import Column, Form, Label, cell_key
from congvu.oversight.collections.rules.life import Action, Actor, State
from congvu.oversight.collections.rules.merging import of_unit
from congvu.oversight.collections.rules.standing import Standing
from congvu.oversight.collections.selectors.access import Answering, get_answering
from congvu.oversight.collections.selectors.answers import (
    Answer,
    answer_of,
    colleagues,
    history,
    named,
)
from congvu.oversight.collections.selectors.board import due_of, standing_of
from congvu.oversight.collections.services import answering

MOST_ID = 2**62


@dataclass(frozen=True, slots=True)
class Box:
    """One cell as it is drawn."""

    key: str
    name: str
    shown: str = ""
    typed: str = ""
    refused: str = ""
    hint: Any = ""
    is_contested: bool = False
    is_worked_out: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the grid; `seen_name` is the field that says what the person saw."""

    name: str
    boxes: tuple[Box, ...]
    seen_name: str


class FilledForm(forms.Form):
    """A template that was filled in."""

    tep = forms.FileField(
        label=gettext_lazy("Mẫu đã điền"),
        help_text=gettext_lazy("Công thức chỉ lấy giá trị; ô để trống giữ nguyên số đang có."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


class ReturnForm(forms.Form):
    """Why an answer goes back, and by when it is mended."""

    reason = text(gettext_lazy("Lý do trả lại"), rows=2, max_length=1000)
    due_on = DayField(label=gettext_lazy("Hạn gửi lại"), required=False)


class LeaveOutForm(forms.Form):
    """Why a unit need not answer."""

    because = text(gettext_lazy("Lý do bỏ khỏi danh sách"), rows=2, max_length=1000)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, ref: UUID, unit: int) -> HttpResponse:
    """Show the cells of a unit; a POST keeps what was typed, cell by cell."""
    who = reader(request)
    found = get_answering(who.staff, ref, unit, who.on)
    if request.method != "POST":
        return draw(request, who, found)
    refused: dict[str, str] = {}
    typed: dict[str, str] = {}
    for seen, cells in _posted(request, found).items():
        try:
            done = answering.write(found, cells, seen=seen, by=who.staff, at=who.at)
        except (Invalid, Conflict) as refusal:
            refused |= dict.fromkeys(cells, refusal.text(_))
        else:
            refused |= {key: one.text(_) for key, one in done.refused.items()}
            _tell_contested(request, len(done.contested))
        typed |= cells
    if refused:
        return draw(request, who, found, refused=refused, typed=typed)
    return redirect("office-collections-answer", ref=ref, unit=unit)


@never_cache
@require_POST
def upload(request: HttpRequest, ref: UUID, unit: int) -> HttpResponse:
    """Take a filled template: what it says anew is written, every other cell says why not."""
    who = reader(request)
    found = get_answering(who.staff, ref, unit, who.on)
    form = FilledForm(request.POST, request.FILES)
    refused: dict[str, str] = {}
    typed: dict[str, str] = {}
    if form.is_valid():
        try:
            told = template.read(
                form.cleaned_data["tep"],
                found.recipient.collection.asks,
                reference=str(ref),
                unit_id=unit,
            )
            cells = {key: raw for key, raw in told.cells.items() if key not in told.problems}
            done = answering.write(
                found, cells, seen=told.seen, origin=answering.FILE, by=who.staff, at=who.at
            )
        except (Invalid, Conflict) as refusal:
            form.add_error("tep", refusal.text(_))
        else:
            refused = {key: _(one) for key, one in told.problems.items()}
            refused |= {key: one.text(_) for key, one in done.refused.items()}
            typed = {key: said(told.cells[key]) for key in refused if key in told.cells}
            count = len(done.written)
            words = ngettext("Đã ghi %(n)s ô từ tệp.", "Đã ghi %(n)s ô từ tệp.", count)
            messages.success(request, words % {"n": count})
            _tell_contested(request, len(done.contested))
    if form.errors or refused:
        return draw(request, who, found, refused=refused, typed=typed, form=form)
    return redirect("office-collections-answer", ref=ref, unit=unit)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, ref: UUID, unit: int) -> HttpResponse:
    """Show cells with two answers side by side; a POST lets one stand."""
    who = reader(request)
    found = get_answering(who.staff, ref, unit, who.on)
    here = redirect("office-collections-choose", ref=ref, unit=unit)
    if request.method == "POST":
        cell, _dot, value = request.POST.get("value", "").rpartition(":")
        chosen = whole_number(value, most=MOST_ID) or 0
        seen = whole_number(request.POST.get("seen"), most=MOST_ID) or 0
        try:
            answering.choose(found, cell, chosen, seen=seen, by=who.staff, at=who.at)
        except (Invalid, Conflict) as refusal:
            messages.error(request, refusal.text(_))
            return here
        messages.success(request, _("Đã chọn; số liệu kia còn trong lịch sử của ô."))
        return here
    answer = answer_of(found.recipient)
    contested = answer.contested if found.shows_cells else {}
    context: dict[str, Any] = {
        "recipient": found.recipient,
        "trail": _trail(found),
        "seen": answer.seen,
        "may_choose": found.writes or (Actor.SUPERIOR in found.actors and found.shows_cells),
        "cells": [
            {
                "key": key,
                "name": " – ".join(one for one in (row.name, column.heading) if one),
                "rivals": [
                    {
                        "row": one,
                        "shown": as_typed(column, one.value) or _("(để trống)"),
                        "origin": ORIGINS[one.origin],
                    }
                    for one in contested[key]
                ],
            }
            for key, row, column in answer.form.cells()
            if key in contested
        ],
    }
    return render(request, "office/collections/choose.html", context)


def draw(
    request: HttpRequest,
    who: Acting,
    found: Answering,
    *,
    refused: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
    form: FilledForm | None = None,
    returning: ReturnForm | None = None,
    leaving: LeaveOutForm | None = None,
) -> HttpResponse:
    """Draw the answer; what was refused stands in its cell with the reason."""
    recipient, collection = found.recipient, found.recipient.collection
    answer = answer_of(recipient)
    refused = refused or {}
    standing = standing_of(recipient, who.on)
    ended = units.endings([recipient.unit], who.on).get(recipient.unit_id)
    is_open = not collection.is_closed
    may_write = found.writes and is_open and not recipient.is_left_out
    may_change = Actor.SUPERIOR in found.actors and is_open
    context: dict[str, Any] = {
        "found": found,
        "recipient": recipient,
        "collection": collection,
        "answer": answer,
        "trail": _trail(found)[:-1],
        "word": STANDINGS[standing][0],
        "tone": STANDINGS[standing][1],
        "ended": ending_label(ended) if ended else "",
        "owes_nothing": standing is Standing.ENDED,
        "due": due_of(recipient),
        "heads": answer.form.columns if answer.form.labels else (),
        "lines": _lines(answer, refused, typed or {}) if found.shows_cells else (),
        "refused": len(refused),
        "contested": len(answer.contested) if found.shows_cells else 0,
        "may_write": may_write or bool(found.writes and refused),
        "may_send": may_write and recipient.state != State.ANSWERED,
        "may_recall": may_write and recipient.state == State.ANSWERED,
        "may_return": may_change
        and recipient.state == State.ANSWERED
        and not recipient.is_left_out,
        "may_leave_out": may_change and not recipient.is_left_out,
        "may_put_back": may_change and recipient.is_left_out,
        "form": form or FilledForm(),
        "returning": returning or ReturnForm(),
        "leaving": leaving or LeaveOutForm(),
        "events": [
            {"row": one, "action": ACTIONS[Action(one.action)]}
            for one in recipient.events.order_by("-revision")[:20]
        ],
        "values": _history(answer) if found.shows_cells else [],
        "people": _people(found, who) if found.names_others else [],
    }
    status = 422 if refused or (form and form.errors) or returning or leaving else 200
    return render(request, "office/collections/answer.html", context, status=status)


def _posted(request: HttpRequest, found: Answering) -> dict[int, dict[str, str]]:
    """Return the cells that do not say what stands there, by what the person had seen."""
    answer = answer_of(found.recipient)
    by_seen: dict[int, dict[str, str]] = defaultdict(dict)
    for name, keys in _rows_of(answer.form):
        seen = whole_number(request.POST.get(f"s-{name}"), most=MOST_ID) or 0
        for key, column in keys:
            typed = request.POST.get(f"v-{key}")
            if typed is None or typed.strip() == as_typed(column, answer.cells.get(key, BLANK)):
                continue
            by_seen[seen][key] = typed
    return by_seen


def _rows_of(form: Form) -> list[tuple[str, list[tuple[str, Column]]]]:
    """Return the lines of the page: the name of what was seen there, and its cells."""
    if form.labels:
        return [(row.key, [(cell_key(row, one), one) for one in form.typed]) for row in form.labels]
    return [(key, [(key, column)]) for key, _row, column in form.cells()]


def _lines(answer: Answer, refused: Mapping[str, str], typed: Mapping[str, str]) -> list[Line]:
    """Return a line per labelled row, or per column where there is one row only."""
    form = answer.form
    drawn = {
        row.key: [_box(answer, row, column, refused, typed) for column in form.columns]
        for row in form.rows
    }
    if form.labels:
        return [Line(row.name, tuple(drawn[row.key]), f"s-{row.key}") for row in form.rows]
    only = form.rows[0]
    return [
        Line(column.heading, (box,), f"s-{cell_key(only, column)}")
        for column, box in zip(form.columns, drawn[only.key], strict=True)
    ]


def _box(
    answer: Answer,
    row: Label,
    column: Column,
    refused: Mapping[str, str],
    typed: Mapping[str, str],
) -> Box:
    key = cell_key(row, column)
    name = " – ".join(one for one in (row.name, column.heading) if one)
    value = of_unit(answer.form, row, answer.cells).get(column.key, BLANK)
    shown = as_typed(column, value)
    if column.is_worked_out:
        return Box(key, name, shown, hint=_("tự tính"), is_worked_out=True)
    contested = answer.contested.get(key, ())
    if contested:
        shown = " / ".join(as_typed(column, one.value) or _("(để trống)") for one in contested)
    return Box(
        key,
        name,
        shown,
        typed.get(key, shown),
        refused.get(key, ""),
        TYPES[column.type],
        is_contested=bool(contested) and key not in refused,
    )


def _history(answer: Answer) -> list[dict[str, Any]]:
    found = []
    for one in history(answer.recipient)[:30]:
        place = answer.form.find(one.cell)
        if place is None:
            continue
        row, column = place
        found.append(
            {
                "row": one,
                "name": " – ".join(part for part in (row.name, column.name) if part),
                "shown": as_typed(column, one.value) or _("(để trống)"),
                "origin": ORIGINS[one.origin],
            }
        )
    return found


def _people(found: Answering, who: Acting) -> list[dict[str, Any]]:
    chosen = {one.position_id for one in named(found.recipient, who.on)}
    return [
        {"one": one, "is_named": one.position_id in chosen}
        for one in colleagues(who.staff, who.on)
        if one.account_id != who.staff.account_id
    ]


def _trail(found: Answering) -> list[NavItem]:
    uuid, recipient = found.recipient.collection.uuid, found.recipient
    trail = [NavItem(_("Báo cáo nhanh"), reverse(HERE))]
    if not found.is_own:
        board = reverse("office-collections-board", args=[uuid])
        trail.append(NavItem(recipient.collection.title, board))
    address = reverse("office-collections-answer", args=[uuid, recipient.unit_id])
    return [*trail, NavItem(recipient.unit.name, address)]


def _tell_contested(request: HttpRequest, count: int) -> None:
    if count:
        words = ngettext(
            "%(n)s ô đã có số khác; cả hai số được giữ, hãy chọn.",
            "%(n)s ô đã có số khác; cả hai số được giữ, hãy chọn.",
            count,
        )
        messages.warning(request, words % {"n": count})
