"""The kinds of printed forms and the fields that each may print: the contract with casework.

Whoever prints a form hands over a mapping of these names; whoever writes a form may use these
names and no others. Not here: titles, numbers and legal grounds, which are data of the catalogue.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from congvu.instruments.forms.rules.formats import FieldType
from congvu.kernel.errors import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its type and what an official reads about it."""

    type: FieldType
    label: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of form: single fields, and collections whose rows have fields of their own."""

    code: str
    label: str
    fields: Mapping[str, Field]
    rows: Mapping[str, Mapping[str, Field]]


def _text(label: str) -> Field:
    return Field(FieldType.TEXT, label)


def _date(label: str) -> Field:
    return Field(FieldType.DATE, label)


def _moment(label: str) -> Field:
    return Field(FieldType.MOMENT, label)


def _money(label: str) -> Field:
    return Field(FieldType.MONEY, label)


def _number(label: str) -> Field:
    return Field(FieldType.NUMBER, label)


# Filled from the form's own description, so that a text may speak of itself.
OWN_FIELDS = {
    "form_number": _text(_("Số mẫu")),
    "form_title": _text(_("Tên mẫu")),
    "form_basis": _text(_("Văn bản ban hành mẫu")),
}
ROW_NUMBER = {"index": _number(_("Số thứ tự của dòng"))}

_BOOK = {
    "year": _text(_("Năm")),
    "period": _text(_("Phần của năm")),
    "first_entry": _text(_("Từ số")),
    "last_entry": _text(_("Đến số")),
    "total_entries": _number(_("Tổng số văn bản")),
}
_LETTERHEAD = {
    "unit_parent": _text(_("Cơ quan chủ quản")),
    "unit_name": _text(_("Cơ quan, đơn vị lập")),
    "desk_name": _text(_("Bộ phận Một cửa, Trung tâm Phục vụ hành chính công")),
    "unit_address": _text(_("Địa chỉ đơn vị")),
    "unit_phone": _text(_("Điện thoại đơn vị")),
    "unit_website": _text(_("Trang thông tin, địa chỉ tra cứu")),
    "place": _text(_("Địa danh")),
    "date": _date(_("Ngày lập")),
    "document_number": _text(_("Số văn bản")),
    "document_symbol": _text(_("Ký hiệu văn bản")),
}
_DOSSIER = {
    "dossier_code": _text(_("Mã hồ sơ")),
    "procedure_code": _text(_("Mã thủ tục")),
    "procedure_name": _text(_("Tên thủ tục")),
    "field_name": _text(_("Lĩnh vực")),
    "content": _text(_("Nội dung yêu cầu giải quyết")),
    "channel": _text(_("Kênh nộp")),
    "submitted_at": _moment(_("Thời gian nộp")),
    "accepted_at": _moment(_("Thời gian nhận hồ sơ")),
    "due": _moment(_("Thời gian trả kết quả")),
    "time_limit": _text(_("Thời hạn giải quyết theo quy định")),
    "support_unit": _text(_("Nơi hỗ trợ tiếp nhận")),
    "receiving_unit": _text(_("Nơi tiếp nhận")),
    "competent_unit": _text(_("Cơ quan có thẩm quyền giải quyết")),
    "coordinating_units": _text(_("Cơ quan phối hợp")),
    "book_no": _text(_("Quyển số")),
    "entry_no": _text(_("Số thứ tự trong sổ")),
    "sets": _number(_("Số bộ hồ sơ")),
}
_PEOPLE = {
    "submitter_name": _text(_("Người nộp hồ sơ")),
    "applicant_name": _text(_("Chủ hồ sơ")),
    "id_number": _text(_("Số định danh, hộ chiếu hoặc mã số thuế")),
    "address": _text(_("Địa chỉ")),
    "phone": _text(_("Số điện thoại")),
    "email": _text(_("Thư điện tử")),
    "receiver_name": _text(_("Người tiếp nhận")),
    "officer_name": _text(_("Công chức phụ trách, hướng dẫn")),
    "officer_phone": _text(_("Điện thoại công chức phụ trách")),
    "signer_authority": _text(_("Quyền hạn, chức vụ người ký")),
    "signer_name": _text(_("Họ tên người ký")),
}
COMMON = {**_LETTERHEAD, **_DOSSIER, **_PEOPLE}

_PAPERS = {
    "name": _text(_("Tên giấy tờ")),
    "originals": _number(_("Số bản chính")),
    "copies": _number(_("Số bản sao")),
    "electronic": _number(_("Số bản điện tử")),
    "note": _text(_("Ghi chú")),
}
_FEES = {
    "name": _text(_("Khoản thu")),
    "kind": _text(_("Phí hay lệ phí")),
    "amount": _money(_("Số tiền")),
    "basis": _text(_("Căn cứ thu")),
}
_TOTAL = {"total": _money(_("Tổng số tiền"))}
_REASON = {"reason": _text(_("Lý do")), "legal_ground": _text(_("Căn cứ pháp lý"))}


def _kind(
    code: str,
    label: str,
    fields: Mapping[str, Field] | None = None,
    rows: Mapping[str, Mapping[str, Field]] | None = None,
) -> Kind:
    return Kind(code, label, {**COMMON, **(fields or {})}, rows or {})


_ALL = (
    _kind(
        "receipt_slip",
        _("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
        {
            **_TOTAL,
            "return_place": _text(_("Nơi nhận kết quả")),
            "return_method": _text(_("Cách nhận kết quả")),
            "tracking_note": _text(_("Hướng dẫn tra cứu")),
        },
        {"papers": _PAPERS, "fees": _FEES},
    ),
    _kind(
        "supplement_request",
        _("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
        {**_REASON, "respond_by": _date(_("Đề nghị bổ sung trước ngày"))},
        {
            "items": {
                "content": _text(_("Giấy tờ, nội dung cần bổ sung")),
                "reason": _text(_("Lý do của từng nội dung")),
            }
        },
    ),
    _kind("refusal_notice", _("Phiếu từ chối tiếp nhận, giải quyết hồ sơ"), _REASON),
    _kind(
        "apology_letter",
        _("Phiếu, văn bản xin lỗi và hẹn lại ngày trả kết quả"),
        {
            **_REASON,
            "new_due": _moment(_("Thời gian hẹn trả lại")),
            "late_unit": _text(_("Cơ quan để hồ sơ chậm")),
        },
    ),
    _kind(
        "stop_notice",
        _("Thông báo dừng giải quyết hồ sơ"),
        {
            **_REASON,
            "request": _text(_("Yêu cầu dừng của ai, ngày nào")),
            "stage": _text(_("Hồ sơ đang ở bước nào")),
            "decision": _text(_("Quyết định xử lý")),
            "fee_settlement": _text(_("Xử lý phí, lệ phí đã nộp")),
        },
    ),
    _kind(
        "control_sheet",
        _("Phiếu kiểm soát quá trình giải quyết hồ sơ"),
        None,
        {
            "handovers": {
                "from_unit": _text(_("Bên giao")),
                "from_name": _text(_("Người giao")),
                "to_unit": _text(_("Bên nhận")),
                "to_name": _text(_("Người nhận")),
                "handed_at": _moment(_("Thời gian giao nhận")),
                "outcome": _text(_("Trước hạn, đúng hạn, quá hạn")),
                "note": _text(_("Ghi chú")),
            }
        },
    ),
    _kind(
        "dossier_register",
        _("Sổ theo dõi hồ sơ"),
        {
            "year": _text(_("Năm")),
            "opened_on": _date(_("Ngày mở sổ")),
            "closed_on": _date(_("Ngày khoá sổ")),
            "first_entry": _text(_("Từ số thứ tự")),
            "last_entry": _text(_("Đến số thứ tự")),
            "total_entries": _number(_("Tổng số hồ sơ")),
        },
        {
            "entries": {
                "entry_no": _text(_("Số thứ tự trong sổ")),
                "dossier_code": _text(_("Mã hồ sơ")),
                "procedure_name": _text(_("Thủ tục")),
                "sets": _number(_("Số bộ")),
                "applicant_name": _text(_("Cá nhân, tổ chức")),
                "contact": _text(_("Địa chỉ, điện thoại")),
                "competent_unit": _text(_("Cơ quan giải quyết")),
                "received_on": _date(_("Ngày nhận")),
                "due_on": _date(_("Ngày hẹn trả")),
                "forwarded_on": _date(_("Ngày chuyển")),
                "result_received_on": _date(_("Ngày nhận kết quả")),
                "returned_on": _date(_("Ngày trả")),
                "return_method": _text(_("Phương thức trả")),
                "signature": _text(_("Ký nhận")),
                "note": _text(_("Ghi chú")),
            }
        },
    ),
    _kind(
        "payment_notice",
        _("Thông báo thực hiện nghĩa vụ tài chính"),
        {
            **_TOTAL,
            **_REASON,
            "pay_by": _date(_("Nộp trước ngày")),
            "pay_how": _text(_("Cách nộp tiền")),
        },
        {"fees": _FEES},
    ),
    _kind(
        "suspension_notice",
        _("Thông báo tạm dừng giải quyết hồ sơ"),
        {
            **_REASON,
            "ground_document": _text(_("Văn bản làm căn cứ tạm dừng")),
            "suspended_from": _moment(_("Tạm dừng từ")),
            "until": _text(_("Tạm dừng đến khi")),
        },
    ),
    _kind(
        "fee_receipt",
        _("Biên lai thu phí, lệ phí"),
        {
            **_TOTAL,
            "receipt_number": _text(_("Số biên lai")),
            "receipt_symbol": _text(_("Ký hiệu biên lai")),
            "unit_tax_code": _text(_("Mã số thuế đơn vị thu")),
            "payer_name": _text(_("Người nộp tiền")),
            "method": _text(_("Hình thức thanh toán")),
            "collected_at": _moment(_("Thời gian thu")),
            "cashier_name": _text(_("Người thu tiền")),
        },
        {"fees": _FEES},
    ),
    _kind(
        "document_book_out",
        _("Sổ đăng ký văn bản đi"),
        _BOOK,
        {
            "entries": {
                "code": _text(_("Số, ký hiệu văn bản")),
                "issued_on": _date(_("Ngày tháng văn bản")),
                "subject": _text(_("Tên loại và trích yếu nội dung")),
                "signer": _text(_("Người ký")),
                "recipients": _text(_("Nơi nhận văn bản")),
                "keeper": _text(_("Đơn vị, người nhận bản lưu")),
                "copies": _number(_("Số lượng bản")),
                "sent_on": _date(_("Ngày chuyển")),
                "signature": _text(_("Ký nhận")),
                "note": _text(_("Ghi chú")),
            }
        },
    ),
    _kind(
        "document_book_in",
        _("Sổ đăng ký văn bản đến"),
        _BOOK,
        {
            "entries": {
                "arrived_on": _date(_("Ngày đến")),
                "arrival_number": _text(_("Số đến")),
                "issuer": _text(_("Tác giả")),
                "code": _text(_("Số, ký hiệu văn bản")),
                "issued_on": _date(_("Ngày tháng văn bản")),
                "subject": _text(_("Tên loại và trích yếu nội dung")),
                "receiver": _text(_("Đơn vị hoặc người nhận")),
                "sent_on": _date(_("Ngày chuyển")),
                "signature": _text(_("Ký nhận")),
                "note": _text(_("Ghi chú")),
            }
        },
    ),
    _kind(
        "document_book_tracking",
        _("Sổ theo dõi giải quyết văn bản đến"),
        _BOOK,
        {
            "entries": {
                "arrival_number": _text(_("Số đến")),
                "document": _text(_("Tên loại, số và ký hiệu, ngày tháng và tác giả văn bản")),
                "receiver": _text(_("Đơn vị hoặc người nhận")),
                "due_on": _date(_("Thời hạn giải quyết")),
                "progress": _text(_("Tiến độ giải quyết")),
                "answer": _text(_("Số, ký hiệu văn bản trả lời")),
                "note": _text(_("Ghi chú")),
            }
        },
    ),
)

KINDS: Mapping[str, Kind] = {kind.code: kind for kind in _ALL}
