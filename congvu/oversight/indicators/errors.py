"""Refusals of figures, as facts."""

from __future__ import annotations

from collections.abc import Sequence

from congvu.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, gettext_noop


class PeriodNotFound(NotFound):
    """There is no such period, or none that the person's units report on."""

    def __init__(self) -> None:
        super().__init__(gettext_noop("Không có kỳ báo cáo này."), code="no_period")


class UnitNotYours(NotFound):
    """There is no such unit, or it is another office's."""

    def __init__(self) -> None:
        super().__init__(
            gettext_noop("Không có số liệu của cơ quan này trong phạm vi của bạn."),
            code="no_unit",
        )


class IndicatorUnknown(NotFound):
    """The period's set has no such indicator, or it is a heading."""

    def __init__(self, code: str) -> None:
        super().__init__(
            gettext_noop("Bộ chỉ tiêu của kỳ này không có chỉ tiêu %(indicator)s."),
            code="no_indicator",
            indicator=code[:40],
        )


class NotReporter(NotAllowed):
    """The person reads these figures but does not write them."""

    def __init__(self) -> None:
        super().__init__(
            gettext_noop("Chức vụ của bạn không nhập số liệu này."), code="not_reporter"
        )


class ValueChanged(Conflict):
    """Somebody wrote the cell since it was read; nothing was written, what was typed is kept."""

    def __init__(self, who: str, now: str, current: int | None, typed: str) -> None:
        super().__init__(
            gettext_noop(
                "%(who)s vừa ghi “%(now)s” vào ô này; số bạn nhập (%(typed)s) chưa được ghi. "
                "Xem lại rồi ghi."
            ),
            code="value_changed",
            who=who,
            now=now,
            current=current,
            typed=typed[:200],
        )


class Ambiguous(Invalid):
    """A number that may mean two; `readings` are offered, none is taken."""

    def __init__(self, typed: str, readings: tuple[str, ...]) -> None:
        super().__init__(
            gettext_noop(
                "“%(typed)s” có thể hiểu là %(meant)s. Dấu chấm ngăn hàng nghìn, dấu phẩy trước "
                "phần thập phân; hãy ghi lại cho rõ."
            ),
            code="number_ambiguous",
            typed=typed[:40],
            meant=" hoặc ".join(readings),
            readings=readings,
        )


class FigureTooLong(Invalid):
    """Figures with more digits than are kept exactly; nothing was written.

    `largest` says which units gave the largest figures of them, where they are a sum.
    """

    def __init__(self, codes: Sequence[str], largest: Sequence[str] = ()) -> None:
        said = gettext_noop(
            "Số liệu của chỉ tiêu %(codes)s dài quá 14 chữ số (có phần thập phân thì 15 chữ số "
            "tất cả) nên không ghi được. Hãy tìm đơn vị nhập nhầm, hoặc đổi đơn vị tính của "
            "chỉ tiêu (triệu đồng, tỷ đồng)."
        )
        if largest:
            said = gettext_noop(
                "Số liệu của chỉ tiêu %(codes)s dài quá 14 chữ số (có phần thập phân thì 15 chữ số "
                "tất cả) nên không ghi được. Đơn vị ghi số lớn nhất: %(largest)s. Hãy trả lại để "
                "sửa hoặc để ngoài nếu nhập nhầm, hoặc đổi đơn vị tính của chỉ tiêu (triệu đồng, "
                "tỷ đồng)."
            )
        super().__init__(
            said,
            code="figure_too_long",
            codes=", ".join(codes[:10]),
            largest="; ".join(largest),
        )


class TableRefused(Invalid):
    """A spreadsheet of figures that cannot be read as one; nothing was written."""

    code = "table_refused"


class NothingToRollUp(Conflict):
    """No unit stands under the superior on the last day of the period."""

    def __init__(self) -> None:
        super().__init__(
            gettext_noop("Vào ngày cuối kỳ không có đơn vị trực thuộc nào phải báo cáo."),
            code="nothing_to_roll_up",
        )


class SetChanged(Conflict):
    """Somebody changed the draft of a set since it was read; nothing was written."""

    def __init__(self, who: str, revision: int) -> None:
        super().__init__(
            gettext_noop(
                "%(who)s vừa sửa bản nháp này (lần sửa %(revision)s); điều bạn gõ còn nguyên bên dưới. "
                "Xem lại rồi ghi."
            ),
            code="set_changed",
            who=who,
            revision=revision,
        )
