"""The worklists as data: which rows, for whom, in which order, and what to say when there are none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from congvu.casework.dossiers.selectors import lists, today
from congvu.foundation.people.rules import Role, Staff
from congvu.interfaces.office.home.lines import (
    Moment,
    forward_until,
    no_moment,
    since_submitted,
    when_finished,
)
from congvu.kernel.errors import NotFound, gettext_noop

R = Role
HANDLING = frozenset({R.OFFICER, R.HEAD})
DECIDING = frozenset({R.LEADER, R.HEAD, R.REFORM_OFFICER})
OFFICE = frozenset({R.CLERK, R.OFFICER, R.HEAD, R.LEADER, R.REGISTRAR, R.REFORM_OFFICER})
DUE, OLDEST, FINISHED = "current_due", "", "finished_at"
Rows = Callable[[Staff, date], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Worklist:
    """One list of dossiers. `own` rows are the office's own, so words find them; `batch` offers to
    approve several at once; `on_home` puts its first rows on the first screen of its roles;
    `queue` names the counter's queue in which these rows are worked.
    """

    key: str
    title: str | Promise
    roles: frozenset[Role]
    rows: Rows
    empty: str | Promise
    order: str = DUE
    newest_first: bool = False
    moment: Moment = no_moment
    moment_label: str | Promise = ""
    lead: str | Promise = ""
    own: bool = True
    batch: bool = False
    on_home: bool = True
    keeps_empty: bool = False
    has_due: bool = True
    has_place: bool = True
    queue: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The order of the list as columns; ids decide between equals, and alone."""
        sign = "-" if self.newest_first else ""
        return tuple(f"{sign}{column}" for column in (self.order, "id") if column)


WORKLISTS: tuple[Worklist, ...] = (
    Worklist(
        "cho-ky",
        _("Chờ ký duyệt"),
        frozenset({R.LEADER}),
        today.to_sign,
        _("Không có hồ sơ nào chờ ký."),
        batch=True,
        keeps_empty=True,
    ),
    Worklist(
        "cho-cap-so",
        _("Kết quả chờ cấp số"),
        frozenset({R.REGISTRAR}),
        today.to_number,
        _("Không có hồ sơ nào chờ cấp số."),
        keeps_empty=True,
    ),
    Worklist(
        "cho-tiep-nhan",
        _("Chờ tiếp nhận"),
        frozenset({R.CLERK}),
        lists.waiting_for_intake,
        _("Không có hồ sơ trực tuyến nào chờ tiếp nhận."),
        order=OLDEST,
        moment=since_submitted,
        moment_label=_("Nộp lúc"),
        keeps_empty=True,
        queue="cho-tiep-nhan",
        has_due=False,
    ),
    Worklist(
        "can-chuyen",
        _("Chờ chuyển xử lý"),
        frozenset({R.CLERK}),
        today.to_forward,
        _("Mọi hồ sơ đã tiếp nhận đều đã chuyển."),
        order=OLDEST,
        moment=forward_until,
        moment_label=_("Tiếp nhận lúc"),
        lead=_("Chuyển ngay trong ngày; nhận sau 15 giờ thì chuyển đầu giờ làm việc hôm sau."),
        keeps_empty=True,
        queue="chuyen",
    ),
    Worklist(
        "cho-tra",
        _("Chờ trả kết quả"),
        frozenset({R.CLERK}),
        today.to_hand_out,
        _("Không có kết quả nào chờ trả."),
        order=FINISHED,
        newest_first=True,
        moment=when_finished,
        moment_label=_("Xong lúc"),
        lead=_("Mới xong xếp trước."),
        keeps_empty=True,
        queue="tra-ket-qua",
    ),
    Worklist(
        "ket-qua-gui-ve",
        _("Kết quả của cơ quan khác, chờ trả"),
        frozenset({R.CLERK}),
        today.came_back_to_us,
        _("Không có kết quả nào của cơ quan khác gửi về."),
        order=FINISHED,
        newest_first=True,
        moment=when_finished,
        moment_label=_("Xong lúc"),
        own=False,
    ),
    Worklist(
        "cua-toi-qua-han",
        _("Quá hạn"),
        HANDLING,
        lambda staff, on: today.mine(staff, on).filter(lawful_due__lt=on),
        _("Anh/chị không có hồ sơ quá hạn."),
        has_place=False,
    ),
    Worklist(
        "cua-toi-hom-nay",
        _("Đến hạn hôm nay"),
        HANDLING,
        lambda staff, on: today.mine(staff, on).filter(lawful_due=on),
        _("Không có hồ sơ nào đến hạn hôm nay."),
        has_place=False,
    ),
    Worklist(
        "dang-lam",
        _("Đang làm, theo hạn"),
        HANDLING,
        today.mine_in_hand,
        _("Anh/chị không giữ hồ sơ nào đến hạn sau hôm nay."),
        keeps_empty=True,
        has_place=False,
    ),
    Worklist(
        "chua-ai-nhan",
        _("Trong phòng, chưa ai nhận"),
        HANDLING,
        today.free_in_section,
        _("Không có hồ sơ nào chờ nhận."),
        has_place=False,
    ),
    Worklist(
        "hoi-y-kien",
        _("Cơ quan khác hỏi ý kiến"),
        HANDLING | {R.LEADER},
        lists.asked_of_us,
        _("Không có yêu cầu lấy ý kiến nào chưa trả lời."),
        own=False,
    ),
    Worklist(
        "chuyen-den",
        _("Nơi khác chuyển đến làm phần việc"),
        HANDLING,
        today.sent_to_us,
        _("Không có hồ sơ nào nơi khác chuyển đến."),
        own=False,
    ),
    Worklist(
        "cho-noi-khac",
        _("Chờ người dân hoặc nơi khác"),
        HANDLING,
        today.mine_waiting,
        _("Không có hồ sơ nào của anh/chị đang chờ nơi khác."),
        has_place=False,
    ),
    Worklist(
        "can-hen-lai",
        _("Sắp quá hạn, còn xin lỗi và hẹn lại được"),
        frozenset({R.LEADER}),
        today.to_reappoint,
        _("Không có hồ sơ nào đến hạn trong hai ngày làm việc tới."),
        lead=_("Chỉ được hẹn lại một lần, chậm nhất một ngày trước ngày hẹn."),
    ),
    Worklist(
        "qua-han",
        _("Hồ sơ quá hạn của cơ quan"),
        frozenset({R.CLERK, R.LEADER, R.REFORM_OFFICER}),
        today.late,
        _("Cơ quan không có hồ sơ quá hạn."),
    ),
    Worklist(
        "den-han-hom-nay",
        _("Đến hạn hôm nay của cơ quan"),
        frozenset({R.CLERK, R.REFORM_OFFICER}),
        today.due_on,
        _("Không có hồ sơ nào của cơ quan đến hạn hôm nay."),
    ),
    Worklist(
        "cua-toi",
        _("Hồ sơ của tôi"),
        HANDLING,
        today.mine,
        _("Anh/chị không giữ hồ sơ nào."),
        on_home=False,
        has_place=False,
    ),
)
BY_KEY: dict[str, Worklist] = {worklist.key: worklist for worklist in WORKLISTS}


def worklist_for(staff: Staff, key: str) -> Worklist:
    """Return the list if it is one of the person's roles'. Raises NotFound."""
    found = BY_KEY.get(key)
    if found is None or not staff.has(*found.roles):
        raise NotFound(gettext_noop("Không có danh sách này cho chức vụ của anh/chị."))
    return found


def home_lists(staff: Staff) -> list[Worklist]:
    """Return the lists of the first screen of all the person's roles, in their order."""
    return [one for one in WORKLISTS if one.on_home and staff.has(*one.roles)]
