"""What proofreading cannot do, as facts."""

from enum import Enum
from typing import Final

from congvu.kernel.errors import Invalid, gettext_noop


class Reason(Enum):
    """Why a file gives no text that may be judged."""

    EMPTY = "empty"
    MISSING = "missing"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    SPREADSHEET = "spreadsheet"
    TYPE = "type"
    BOMB = "bomb"
    ENTITIES = "entities"
    IMAGES = "images"
    NO_OFFICE = "no_office"
    TCVN3 = "tcvn3"
    VNI = "vni"
    ENCODING = "encoding"
    NOT_VIETNAMESE = "not_vietnamese"


_MESSAGES: Final = {
    Reason.EMPTY: gettext_noop("Tệp rỗng, không có chữ nào để soát."),
    Reason.MISSING: gettext_noop("Không mở được tệp; hãy kiểm tra đường dẫn và quyền đọc."),
    Reason.TOO_LARGE: gettext_noop("Tệp lớn hơn mức cho phép; hãy tách thành các phần nhỏ hơn."),
    Reason.TOO_SLOW: gettext_noop("Đọc tệp lâu quá mức cho phép; hãy tách thành các phần nhỏ hơn."),
    Reason.ENCRYPTED: gettext_noop("Tệp có mật khẩu; hãy bỏ mật khẩu rồi soát lại."),
    Reason.BROKEN: gettext_noop("Tệp bị hỏng hoặc không đúng định dạng của nó."),
    Reason.SPREADSHEET: gettext_noop(
        "Đây là bảng tính; hãy soát văn bản báo cáo (DOCX, PDF, ODT, TXT)."
    ),
    Reason.TYPE: gettext_noop("Không đọc được loại tệp này; dùng DOCX, PDF, ODT, DOC hoặc TXT."),
    Reason.BOMB: gettext_noop("Tệp nén bất thường (giải nén ra quá lớn); không mở."),
    Reason.ENTITIES: gettext_noop("Tệp chứa khai báo XML không an toàn; không mở."),
    Reason.IMAGES: gettext_noop(
        "Tệp chỉ có ảnh và không nhận dạng được chữ; máy này cần Tesseract với tiếng Việt."
    ),
    Reason.NO_OFFICE: gettext_noop(
        "Tệp .doc cần LibreOffice trên máy này; hãy lưu lại thành DOCX."
    ),
    Reason.TCVN3: gettext_noop(
        "Tệp dùng bảng mã cũ TCVN3 (ABC); hãy chuyển sang Unicode rồi soát lại."
    ),
    Reason.VNI: gettext_noop("Tệp dùng bảng mã cũ VNI; hãy chuyển sang Unicode rồi soát lại."),
    Reason.ENCODING: gettext_noop("Không nhận ra bảng mã của tệp văn bản; hãy lưu lại bằng UTF-8."),
    Reason.NOT_VIETNAMESE: gettext_noop("Đây không phải văn bản tiếng Việt; không soát."),
}


class CannotRead(Invalid):
    """The file gives no text that may be judged; `reason` names why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(_MESSAGES[reason], code=f"proofread_{reason.value}")
        self.reason = reason
