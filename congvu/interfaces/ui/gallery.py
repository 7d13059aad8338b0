"""What the gallery shows: invented records with the longest names that real ones have.

Not here: how they look (templates/ui/gallery). Everything is sample data and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from congvu.interfaces.ui import charts
from congvu.interfaces.ui.navigation import NavItem, NavSection, PositionChoice, Shell
from congvu.interfaces.ui.shapes import Fact, Step
from congvu.interfaces.ui.tables import Chip, Column, HeadCell, KeysetPage, head
from congvu.kernel.vitext import format_number

LONG_PERSON = "Tôn Nữ Huyền Trân Công Tằng Ngọc Phương Quỳnh Nguyễn Khoa Diệu"
LONG_UNIT = "Trung tâm Phục vụ hành chính công phường Ngã Bảy Tân Thượng Hiệp"
LONG_PROCEDURE = (
    "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất trong các trường "
    "hợp chuyển đổi, chuyển nhượng, cho thuê, cho thuê lại, thừa kế, tặng cho"
)
REASONS = (
    "Hồ sơ được tiếp nhận lúc 09:12 thứ Hai, 02/02/2026; ngày tiếp nhận là ngày 0.",
    "Thời hạn theo quy định là 15 ngày làm việc, tính từ ngày làm việc kế tiếp.",
    "Nghỉ Tết Nguyên đán từ 16/02 đến 20/02/2026: 5 ngày không tính.",
    "Tạm dừng 3 ngày làm việc chờ bổ sung hồ sơ (Phiếu số 12 ngày 09/02/2026), được cộng lại.",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the sample list."""

    code: str
    procedure: str
    applicant: str
    due: date
    left: int
    fee: int
    state: str
    tone: str


_COPY = ("Chứng thực bản sao từ bản chính", "Nguyễn Ữ Ệ Ẫn")
_MARRIAGE = ("Cấp giấy xác nhận tình trạng hôn nhân", "Y Bhiêu Niê Kdăm")
_BUSINESS = ("Thành lập hộ kinh doanh", "Công ty TNHH Một thành viên Sao Mai")
ROWS = tuple(
    Row(code, procedure, applicant, date(2026, 3, day), left, fee, state, tone)
    for code, procedure, applicant, day, left, fee, state, tone in (
        (
            "H99.15.3-260202-0007",
            LONG_PROCEDURE,
            LONG_PERSON,
            2,
            -2,
            1_250_000,
            "Đang xử lý",
            "info",
        ),
        (
            "H99.15.3-260205-0031",
            "Đăng ký khai sinh",
            "Lò Thị Ặng",
            4,
            0,
            0,
            "Chờ ký duyệt",
            "waiting",
        ),
        ("H99.15.3-260209-0112", *_COPY, 5, 1, 24_000, "Đang xử lý", "info"),
        ("H99.15.3-260211-0004", *_MARRIAGE, 20, 12, 15_000, "Chờ bổ sung hồ sơ", "paused"),
        ("H99.15.3-260212-0150", *_BUSINESS, 26, 16, 100_000, "Đang xử lý", "info"),
    )
)
COLUMNS = (
    Column("Mã hồ sơ", "code"),
    Column("Thủ tục", "procedure"),
    Column("Người nộp"),
    Column("Hẹn trả", "due", "date"),
    Column("Lệ phí (đồng)", "fee", "num"),
    Column("Trạng thái"),
)


class SampleForm(forms.Form):
    """One field of each kind, in the words of an intake."""

    applicant = forms.CharField(label="Họ và tên người nộp", help_text="Ghi như trên căn cước.")
    identity = forms.CharField(label="Số căn cước hoặc mã số thuế", max_length=13)
    received_on = forms.CharField(
        label="Ngày nhận",
        help_text="Ngày/tháng/năm, ví dụ 05/03/2026.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    procedure = forms.ChoiceField(
        label="Thủ tục", choices=[("1", LONG_PROCEDURE), ("2", "Đăng ký khai sinh")]
    )
    channel = forms.ChoiceField(
        label="Hình thức nộp",
        choices=[
            ("direct", "Trực tiếp"),
            ("postal", "Bưu chính công ích"),
            ("online", "Trực tuyến"),
        ],
        widget=forms.RadioSelect,
    )
    papers = forms.MultipleChoiceField(
        label="Giấy tờ kèm theo",
        choices=[("a", "Tờ khai theo mẫu, bản chính"), ("b", "Giấy chứng nhận, bản sao")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label="Người nộp đồng ý nhận kết quả qua bưu chính")
    note = forms.CharField(
        label="Ghi chú", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


def gallery_context(at: datetime) -> dict[str, Any]:
    """Return all that the gallery's templates name; `at` is only shown."""
    wrong = SampleForm(
        {"applicant": LONG_PERSON, "identity": "", "received_on": "31/02/2026", "procedure": "1"},
        auto_id="wrong_%s",
    )
    wrong.add_error("received_on", "Ngày 31/02/2026 không có thật; viết lại ngày nhận.")
    return {
        **_people_and_places(),
        **_lists(),
        **_work(at),
        **_charts(),
        "form": SampleForm(auto_id="fresh_%s"),
        "wrong": wrong,
        "filters": SampleForm(auto_id="filter_%s"),
    }


def _people_and_places() -> dict[str, Any]:
    return {
        "long_person": LONG_PERSON,
        "long_unit": LONG_UNIT,
        "long_procedure": LONG_PROCEDURE,
        "tabs": (
            NavItem("Thông tin", "#tabs", current=True),
            NavItem("Giấy tờ", "#tabs", badge=4),
            NavItem("Diễn biến", "#tabs", badge=12),
            NavItem("Phiếu và biểu mẫu", "#tabs"),
        ),
        "trail": (NavItem("Hồ sơ", "#"), NavItem("Lĩnh vực đất đai", "#")),
        "facts": (
            Fact("Người nộp", LONG_PERSON),
            Fact("Thủ tục", LONG_PROCEDURE),
            Fact("Cơ quan giải quyết", LONG_UNIT),
            Fact("Điện thoại", None),
            Fact("Lệ phí", "1.250.000 đồng"),
        ),
    }


def _lists() -> dict[str, Any]:
    return {
        "head": head(COLUMNS, QueryDict("order=due"), "due"),
        "rows": ROWS,
        "no_rows": (),
        "short_head": (HeadCell("Mã hồ sơ"), HeadCell("Thủ tục"), HeadCell("Hẹn trả", "date")),
        "page": KeysetPage(total=1000, exact=False, newer_url="#lists", older_url="#lists"),
        "last_page": KeysetPage(total=0),
        "chips": (Chip("Lĩnh vực: Đất đai", "#lists"), Chip("Quá hạn", "#lists")),
        "figures": FIGURES,
        "figure_total": ("Tổng cộng", 2218, 1877, 74, 267, 2100, 640, 1400, 60, 118, 110, 8),
    }


FIGURES = (
    ("Đất đai", 1245, 1080, 20, 145, 1160, 300, 810, 50, 85, 78, 7),
    ("Hộ tịch", 640, 560, 45, 35, 625, 250, 375, 0, 15, 15, 0),
    (
        "Thành lập và hoạt động của hộ kinh doanh, tổ hợp tác, hợp tác xã",
        *(333, 237, 9, 87, 315, 90, 215, 10, 18, 17, 1),
    ),
)


def _work(at: datetime) -> dict[str, Any]:
    return {
        "now": at,
        "earlier": at - timedelta(days=3, hours=2),
        "due": date(2026, 3, 5),
        "promised": date(2026, 3, 2),
        "reasons": REASONS,
        "steps": (
            Step("Tiếp nhận", "done", "Bộ phận Một cửa, 02/02/2026"),
            Step("Thẩm định hồ sơ", "late", "Trần Văn Minh, hạn 12/02/2026"),
            Step("Trình ký", "current", "Lê Thị Hoa, hạn 04/03/2026"),
            Step("Cấp số, trả kết quả", "todo", LONG_UNIT),
        ),
    }


CHART_NAMES = (
    "III/2024",
    "IV/2024",
    "I/2025",
    "II/2025",
    "III/2025",
    "IV/2025",
    "I/2026",
    "II/2026",
)
CHART_AMOUNTS = tuple(
    None if text is None else Decimal(text)
    for text in ("91.2", "93.5", None, "92.8", "96.1", "97.4", "95.5", "97.1")
)
TICKS = tuple(map(Decimal, (90, 92, 94, 96, 98, 100)))
WHOLE = tuple(map(Decimal, (0, 50, 100)))


def _charts() -> dict[str, Any]:
    level = Decimal("88.4")
    general = charts.Series("", [level] * len(CHART_NAMES), "general")
    bars = ((LONG_UNIT, Decimal("97.1")), ("Xã Pờ Ê", Decimal("61.5")), ("Phường Ngã Bảy", None))
    small = [
        charts.line_chart(
            [""] * len(CHART_NAMES),
            [general, charts.Series("", amounts)],
            WHOLE,
            label=format_number,
            frame=charts.SMALL,
        )
        for amounts in (CHART_AMOUNTS, [None, *CHART_AMOUNTS[1:3], *CHART_AMOUNTS[3:]])
    ]
    return {
        "chart_names": CHART_NAMES,
        "chart_amounts": CHART_AMOUNTS,
        "line_chart": charts.line_chart(
            CHART_NAMES,
            [charts.Series("", CHART_AMOUNTS)],
            TICKS,
            label=lambda amount: format_number(amount, 1),
        ),
        "chart_bars": [(name, amount, charts.bar(amount, WHOLE, level)) for name, amount in bars],
        "chart_wall": list(zip((LONG_UNIT, "Xã Pờ Ê"), small, strict=True)),
    }


def sample_frame() -> dict[str, Any]:
    """Return a full frame (navigation, positions) for tests and pictures of the layout."""
    work = (
        NavItem("Việc hôm nay", "/", "house", current=True, badge=12),
        NavItem("Tiếp nhận hồ sơ", "/tiep-nhan/", "folder-plus"),
        NavItem("Hồ sơ của tôi", "/ho-so/", "inboxes", badge=3, badge_tone="late"),
        NavItem("Sổ theo dõi hồ sơ", "/so/", "journal-text"),
    )
    figures = (
        NavItem("Biểu II.06a", "/bieu/06a/", "table"),
        NavItem("Danh mục thủ tục hành chính", "/thu-tuc/", "book"),
    )
    return {
        "navigation": (NavSection("", work), NavSection("Số liệu và danh mục", figures)),
        "shell": Shell(
            search_url="/tim/",
            switch_url="/chuc-vu/",
            account_url="/tai-khoan/",
            sign_out_url="/dang-xuat/",
            positions=(
                PositionChoice(1, "Công chức tiếp nhận", LONG_UNIT, current=True),
                PositionChoice(2, "Uỷ quyền: Phó Chánh Văn phòng", "UBND phường Ngã Bảy"),
            ),
        ),
    }
