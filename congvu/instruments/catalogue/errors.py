"""What can be wrong with the catalogue, or with a question that is put to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from congvu.kernel.errors import Conflict, Invalid, NotFound, gettext_noop
from congvu.kernel.vitext import format_date


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend in a file: where it stands, what is wrong, what to do."""

    file: str
    place: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}: {self.place}: {self.problem} {self.remedy}".replace(": :", ":")


class BadFiles(Invalid):
    """Files of the catalogue cannot be used; nothing was written."""

    code = "catalogue_files"

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)), files=sorted({f.file for f in faults}))
        self.faults = faults


class InForce(Conflict):
    """A file would rewrite dates or limits that dossiers may already rely on."""

    code = "catalogue_in_force"

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)), files=sorted({f.file for f in faults}))
        self.faults = faults


class UnknownProcedure(Invalid):
    """No procedure has this code."""

    code = "procedure_unknown"

    def __init__(self, procedure: str) -> None:
        super().__init__(
            gettext_noop(
                "Không có thủ tục mã “%(procedure)s” trong danh mục. Kiểm tra lại mã, hoặc tìm theo tên."
            ),
            procedure=procedure[:40],
        )


class NotInForce(Invalid):
    """The procedure exists, but none of its versions holds on the day."""

    code = "procedure_not_in_force"

    def __init__(self, procedure: str, on: date, version: int, edge: date, *, later: bool) -> None:
        begins = gettext_noop(
            "Thủ tục %(procedure)s không có phiên bản hiệu lực ngày %(day)s. "
            "Phiên bản %(version)s có hiệu lực từ %(edge)s."
        )
        ended = gettext_noop(
            "Thủ tục %(procedure)s không có phiên bản hiệu lực ngày %(day)s. "
            "Phiên bản %(version)s đã hết hiệu lực từ %(edge)s."
        )
        super().__init__(
            begins if later else ended,
            procedure=procedure,
            day=format_date(on),
            on=on,
            version=version,
            edge=format_date(edge),
        )


class NoRegime(Invalid):
    """No legal regime covers the day."""

    code = "regime_missing"

    def __init__(self, on: date) -> None:
        super().__init__(
            gettext_noop(
                "Danh mục không có chế độ một cửa cho ngày %(day)s. "
                "Đề nghị người quản trị nạp danh mục (congvu catalogue load)."
            ),
            day=format_date(on),
            on=on,
        )


class UnknownVersion(NotFound):
    """No version of a procedure has this id."""

    code = "version_unknown"

    def __init__(self, version_id: int) -> None:
        super().__init__(
            gettext_noop("Không tìm thấy phiên bản thủ tục số %(version)s."), version=version_id
        )


class UnknownForm(NotFound):
    """The catalogue has no statistical form of this code."""

    code = "statistical_form_unknown"

    def __init__(self, form: str) -> None:
        super().__init__(
            gettext_noop("Danh mục không có biểu thống kê “%(form)s”."), form=form[:40]
        )
