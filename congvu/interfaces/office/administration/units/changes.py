"""What can happen to a unit, as data: what is asked, what will follow from it, which service does it.

Not here: the page that walks through asking, looking and doing (change_views).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from congvu.foundation.people.rules import Staff
from congvu.foundation.units import services
from congvu.foundation.units.models import Unit
from congvu.foundation.units.services import Part
from congvu.interfaces.office.administration.units.forms import (
    CodeForm,
    CorrectForm,
    DecisionForm,
    DivideForm,
    EndForm,
    MergeForm,
    RenameForm,
)
from congvu.interfaces.office.administration.units.outcomes import Outcome, ending
from congvu.kernel.vitext import format_date

Picked = Mapping[str, Sequence[Unit]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit that a change asks for."""

    name: str
    label: str | Promise
    hint: str | Promise = ""
    several: bool = False
    required: bool = True


@dataclass(frozen=True, slots=True)
class Given:
    """Everything that was answered: the unit, the form's values, the chosen units."""

    unit: Unit
    form: forms.Form
    picked: Picked
    by: Staff
    at: datetime

    @property
    def on(self) -> date:
        day: date = self.form.cleaned_data["on"]
        return day

    @property
    def decision(self) -> str:
        return str(self.form.cleaned_data["decision"])

    def text(self, name: str) -> str:
        return str(self.form.cleaned_data[name])


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change: its words, its questions, its consequences, its deed."""

    label: str | Promise
    lead: str | Promise
    icon: str
    form: type[forms.Form]
    look: Callable[[Given], Outcome]
    carry_out: Callable[[Given], object]
    asked: tuple[Asked, ...] = ()
    of_living: bool = True

    def fits(self, unit: Unit) -> bool:
        """Whether it can happen to this unit at all."""
        return unit.ends_on is None or not self.of_living


def _rename(given: Given) -> object:
    return services.rename_unit(
        given.unit,
        name=given.text("name"),
        name_en=given.text("name_en"),
        on=given.on,
        decision=given.decision,
        by=given.by,
        at=given.at,
    )


def _renamed(given: Given) -> Outcome:
    return Outcome(
        (
            say("Từ ngày %(day)s, “%(old)s” mang tên “%(new)s”.")
            % {
                "day": format_date(given.on),
                "old": given.unit.name,
                "new": given.text("name"),
            },
            say("Hồ sơ, văn bản, phiếu đã in trước ngày đó giữ tên cũ; tìm tên cũ vẫn thấy."),
        )
    )


def _correct(given: Given) -> object:
    return services.correct_name(
        given.unit,
        name=given.text("name"),
        name_en=given.text("name_en"),
        by=given.by,
        at=given.at,
    )


def _corrected(given: Given) -> Outcome:
    facts = {"old": given.unit.name, "new": given.text("name")}
    return Outcome(
        (
            say("“%(old)s” được viết lại thành “%(new)s” cho mọi ngày mang tên này.") % facts,
            say("Chỉ dùng khi tên bị ghi sai; nếu đơn vị được đổi tên, hãy dùng “Đổi tên”."),
        )
    )


def _give_code(given: Given) -> object:
    return services.give_code(
        given.unit,
        scheme=given.form.cleaned_data["scheme"],
        code=given.text("code"),
        on=given.on,
        by=given.by,
        at=given.at,
    )


def _coded(given: Given) -> Outcome:
    facts = {"day": format_date(given.on), "code": given.text("code")}
    return Outcome(
        (
            say("Từ ngày %(day)s đơn vị mang mã %(code)s; mã cũ cùng hệ hết hiệu lực.") % facts,
            say("Hồ sơ đã cấp mã số giữ nguyên mã số; mã cũ vẫn tra cứu được."),
        )
    )


def _move(given: Given) -> object:
    above = given.picked["parent"]
    return services.set_parent(
        given.unit,
        above[0] if above else None,
        on=given.on,
        decision=given.decision,
        by=given.by,
        at=given.at,
    )


def _moved(given: Given) -> Outcome:
    above = given.picked["parent"]
    facts = {
        "day": format_date(given.on),
        "unit": given.unit.name,
        "parent": above[0].name if above else "",
    }
    first = (
        say("Từ ngày %(day)s, “%(unit)s” trực thuộc “%(parent)s”.")
        if above
        else say("Từ ngày %(day)s, “%(unit)s” không trực thuộc đơn vị nào.")
    )
    return Outcome(
        (first % facts, say("Các đơn vị bên dưới đi theo; số liệu trước ngày đó không đổi.")),
    )


def _end(given: Given) -> object:
    return services.end_unit(
        given.unit,
        on=given.on,
        decision=given.decision,
        with_units_below=given.form.cleaned_data["with_units_below"],
        by=given.by,
        at=given.at,
    )


def _merge(given: Given) -> None:
    services.merge_units(
        [given.unit, *given.picked["others"]],
        given.picked["into"][0],
        on=given.on,
        decision=given.decision,
        by=given.by,
        at=given.at,
    )


def _divide(given: Given) -> object:
    note = given.text("share_note")
    others = [Part(unit, note=note) for unit in given.picked["others"]]
    return services.divide_unit(
        given.unit,
        [Part(given.picked["into"][0], is_main=True), *others],
        on=given.on,
        decision=given.decision,
        by=given.by,
        at=given.at,
    )


def _heirs(given: Given) -> Outcome:
    going = [given.unit] if given.form.__class__ is DivideForm else None
    leaving = going or [given.unit, *given.picked["others"]]
    heirs = [*given.picked["into"], *(given.picked["others"] if going else ())]
    return ending(leaving, given.on, heirs=heirs)


_INTO = Asked(
    "into",
    _("Đơn vị tiếp nhận"),
    _("Phải có trong hệ thống vào ngày đó; nếu là đơn vị mới, hãy tạo trước."),
)
CHANGES: Mapping[str, Change] = {
    "doi-ten": Change(
        _("Đổi tên"),
        _("Tên mới từ một ngày, theo văn bản. Tên cũ vẫn đọc được cho những ngày trước đó."),
        "pencil",
        RenameForm,
        _renamed,
        _rename,
    ),
    "sua-ten": Change(
        _("Sửa cách viết tên"),
        _("Sửa lỗi chính tả của tên đang dùng, cho mọi ngày mang tên đó."),
        "pencil-square",
        CorrectForm,
        _corrected,
        _correct,
        of_living=False,
    ),
    "ma": Change(
        _("Cấp mã"),
        _("Mã mới từ một ngày; mã cũ cùng hệ kết thúc ngày đó và vẫn tra cứu được."),
        "hash",
        CodeForm,
        _coded,
        _give_code,
    ),
    "cap-tren": Change(
        _("Đổi cơ quan cấp trên"),
        _("Chuyển đơn vị cùng mọi đơn vị bên dưới sang trực thuộc nơi khác."),
        "diagram-3",
        DecisionForm,
        _moved,
        _move,
        (
            Asked(
                "parent",
                _("Cơ quan cấp trên mới"),
                _("Bỏ trống nếu không trực thuộc đơn vị nào."),
                required=False,
            ),
        ),
    ),
    "sap-nhap": Change(
        _("Sáp nhập vào đơn vị khác"),
        _("Đơn vị kết thúc và đi trọn vào một đơn vị khác."),
        "stack",
        MergeForm,
        _heirs,
        _merge,
        (
            _INTO,
            Asked(
                "others",
                _("Cùng sáp nhập"),
                _("Các đơn vị khác cùng vào nơi tiếp nhận này."),
                several=True,
                required=False,
            ),
        ),
    ),
    "chia": Change(
        _("Chia cho nhiều đơn vị"),
        _("Đơn vị kết thúc; mỗi nơi tiếp nhận một phần, một nơi kế thừa phần chính."),
        "signpost-split",
        DivideForm,
        _heirs,
        _divide,
        (
            Asked("into", _("Nơi kế thừa phần chính"), _INTO.hint),
            Asked("others", _("Các nơi tiếp nhận phần còn lại"), several=True),
        ),
    ),
    "ket-thuc": Change(
        _("Kết thúc hoạt động"),
        _("Đơn vị kết thúc mà không có nơi kế thừa. Không có gì bị xóa."),
        "x-circle",
        EndForm,
        lambda given: ending(
            [given.unit],
            given.on,
            with_units_below=given.form.cleaned_data["with_units_below"],
        ),
        _end,
    ),
}
