"""What proofreading cannot do, as facts."""

from congvu.kernel.errors import Invalid, gettext_noop

REASONS = {
    "empty": gettext_noop("Tệp rỗng, không có chữ nào để soát."),
    "missing": gettext_noop("Không mở được tệp; hãy kiểm tra đường dẫn và quyền đọc."),
    "too_large": gettext_noop("Tệp lớn hơn mức cho phép; hãy tách thành các phần nhỏ hơn."),
    "too_slow": gettext_noop("Đọc tệp lâu quá mức cho phép; hãy tách thành các phần nhỏ hơn."),
    "encrypted": gettext_noop("Tệp có mật khẩu; hãy bỏ mật khẩu rồi soát lại."),
    "broken": gettext_noop("Tệp bị hỏng hoặc không đúng định dạng của nó."),
    "spreadsheet": gettext_noop(
        "Đây là bảng tính; hãy soát văn bản báo cáo (DOCX, PDF, ODT, TXT)."
    ),
    "type": gettext_noop("Không đọc được loại tệp này; dùng DOCX, PDF, ODT, DOC hoặc TXT."),
    "bomb": gettext_noop("Tệp nén bất thường (giải nén ra quá lớn); không mở."),
    "entities": gettext_noop("Tệp chứa khai báo XML không an toàn; không mở."),
    "images": gettext_noop("Tệp chỉ có ảnh và máy này không có Tesseract để nhận dạng chữ."),
    "no_office": gettext_noop("Tệp .doc cần LibreOffice trên máy này; hãy lưu lại thành DOCX."),
    "tcvn3": gettext_noop("Tệp dùng bảng mã cũ TCVN3 (ABC); hãy chuyển sang Unicode rồi soát lại."),
    "vni": gettext_noop("Tệp dùng bảng mã cũ VNI; hãy chuyển sang Unicode rồi soát lại."),
    "encoding": gettext_noop("Không nhận ra bảng mã của tệp văn bản; hãy lưu lại bằng UTF-8."),
    "not_vietnamese": gettext_noop("Đây không phải văn bản tiếng Việt; không soát."),
}


class CannotRead(Invalid):
    """The file gives no text that may be judged; `reason` names why."""

    def __init__(self, reason: str) -> None:
        super().__init__(REASONS[reason], code=f"proofread_{reason}")
        self.reason = reason
