"""Vietnamese words for what the journal calls actions and objects; unknown codes stay as they are."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from congvu.casework.documents.labels import ActionLabel as DocumentAction
from congvu.casework.dossiers.labels import ActionLabel
from congvu.instruments.registers.declared import list_registers

ACTIONS = {
    "documents.export": _("Xuất danh sách văn bản"),
    "document.body": _("Khai báo nơi ban hành"),
    "denunciation.receive": _("Nhận đơn tố cáo"),
    "denunciation.open": _("Xem đơn tố cáo"),
    "denunciation.kept": _("Tìm đọc đơn tố cáo khi không có quyền"),
    "denunciation.assign": _("Giao xác minh tố cáo"),
    "denunciation.accept": _("Thụ lý tố cáo"),
    "denunciation.refuse": _("Không thụ lý tố cáo"),
    "denunciation.transfer": _("Chuyển đơn tố cáo"),
    "denunciation.extend": _("Gia hạn giải quyết tố cáo"),
    "denunciation.suspend": _("Tạm đình chỉ giải quyết tố cáo"),
    "denunciation.resume": _("Tiếp tục giải quyết tố cáo"),
    "denunciation.keep": _("Không cho một người biết vụ việc tố cáo"),
    "denunciation.file": _("Kèm tệp vào vụ việc tố cáo"),
    "denunciation.withdraw": _("Rút tố cáo"),
    "denunciation.conclude": _("Kết luận tố cáo"),
    "indicators.begin_set": _("Lập bản nháp bộ chỉ tiêu"),
    "indicators.edit_set": _("Sửa bản nháp bộ chỉ tiêu"),
    "indicators.activate_set": _("Ban hành phiên bản bộ chỉ tiêu"),
    "indicators.discard_set": _("Bỏ bản nháp bộ chỉ tiêu"),
    "survey.enter": _("Nhập phiếu khảo sát giấy"),
    "survey.take_back": _("Bỏ phiếu khảo sát giấy nhập sai"),
    "create_account": _("Tạo tài khoản"),
    "change_password": _("Đổi mật khẩu"),
    "reset_password": _("Cấp lại mật khẩu"),
    "reset_second_factor": _("Đặt lại xác thực hai bước"),
    "disable_account": _("Vô hiệu tài khoản"),
    "enable_account": _("Mở lại tài khoản"),
    "unlock_account": _("Mở khóa đăng nhập"),
    "review_account": _("Rà soát tài khoản"),
    "assign_position": _("Giao chức vụ"),
    "end_position": _("Kết thúc chức vụ"),
    "delegate_absence": _("Ủy quyền khi vắng mặt"),
    "end_delegation": _("Kết thúc ủy quyền"),
    "switch_position": _("Đổi chức vụ làm việc"),
    "sign_in": _("Đăng nhập"),
    "sign_out": _("Đăng xuất"),
    "sign_in_failed": _("Đăng nhập sai"),
    "sign_in_locked": _("Khóa do đăng nhập sai"),
    "session_expired": _("Phiên làm việc hết hạn"),
    "second_factor_on": _("Bật xác thực hai bước"),
    "second_factor_off": _("Tắt xác thực hai bước"),
    "second_factor_failed": _("Nhập sai mã xác thực"),
    "second_factor_recovery_codes": _("Tạo mã dự phòng mới"),
    "create_unit": _("Thành lập đơn vị"),
    "rename_unit": _("Đổi tên đơn vị"),
    "correct_unit_name": _("Sửa cách viết tên đơn vị"),
    "give_unit_code": _("Cấp mã đơn vị"),
    "set_unit_parent": _("Đổi cơ quan cấp trên"),
    "end_unit": _("Kết thúc đơn vị"),
    "succeed_unit": _("Sáp nhập, chia đơn vị"),
    "load_reference_units": _("Nạp danh mục đơn vị hành chính"),
    "load_calendar_year": _("Nạp lịch năm"),
    "add_local_day": _("Thêm ngày riêng vào lịch"),
    "remove_local_day": _("Bỏ ngày riêng khỏi lịch"),
    "set_office_hours": _("Đặt giờ làm việc"),
    "save_form": _("Sửa mẫu in"),
    "remove_form": _("Trở về mẫu in chuẩn"),
    "load_catalogue": _("Nạp danh mục thủ tục"),
    "make_token": _("Cấp khóa cho chương trình"),
    "revoke_token": _("Thu hồi khóa của chương trình"),
    "mark_installation": _("Đặt tên nơi cài đặt"),
    "erase_details": _("Xóa giá trị đã ghi"),
    "proofreading.upload": _("Đưa báo cáo lên soát"),
    "proofreading.open": _("Mở kết quả soát"),
    "proofreading.original": _("Tải tệp gốc của báo cáo"),
    "proofreading.note": _("In phiếu trao đổi"),
    "proofreading.enter": _("Đưa số liệu của báo cáo đã soát vào kỳ"),
    "proofreading.delete": _("Xóa báo cáo cần soát"),
    "proofreading.expire": _("Xóa báo cáo hết hạn giữ"),
    "proofreading.call_false": _("Báo nhận xét không đúng"),
    "proofreading.take_back": _("Tính lại nhận xét"),
    "proofreading.set_keeping_days": _("Đặt thời hạn giữ báo cáo"),
    "register.create": _("Nhập dòng mới"),
    "register.change": _("Sửa dòng sổ"),
    "register.cancel": _("Hủy dòng sổ"),
    "register.restore": _("Khôi phục dòng sổ"),
    "register.import": _("Nhập từ tệp"),
    "register.export": _("Xuất sổ"),
    "load_indicators": _("Nạp bộ chỉ tiêu"),
    "indicators.open_period": _("Lập kỳ báo cáo"),
    "indicators.change_period": _("Sửa kỳ báo cáo"),
    "indicators.refresh": _("Tính lại số liệu báo cáo"),
    "indicators.enter": _("Nhập số liệu báo cáo"),
    "indicators.ask": _("Yêu cầu số liệu"),
    "indicators.remind": _("Nhắc trả lời số liệu"),
    "indicators.withdraw": _("Rút yêu cầu số liệu"),
    "indicators.consolidate": _("Tổng hợp số liệu cấp dưới"),
    "report.open": _("Lập báo cáo định kỳ"),
    "report.change": _("Sửa đầu trang báo cáo"),
    "report.write": _("Viết mục của báo cáo"),
    "report.note": _("Ghi chú phụ lục báo cáo"),
    "report.comment": _("Cho ý kiến về báo cáo"),
    "report.settle": _("Giải quyết ý kiến về báo cáo"),
    "report.unsettle": _("Mở lại ý kiến về báo cáo"),
    "report.give_reason": _("Giải trình chỗ không khớp của báo cáo"),
    "report.check": _("Trình duyệt báo cáo"),
    "report.rework": _("Đưa báo cáo về soạn lại"),
    "report.approve": _("Duyệt và chốt báo cáo"),
    "report.number": _("Cấp số báo cáo"),
    "report.submit": _("Gửi báo cáo lên cấp trên"),
    "report.accept": _("Tiếp nhận báo cáo cấp dưới"),
    "report.return": _("Trả lại báo cáo cấp dưới"),
    "report.correct": _("Lập bản đính chính báo cáo"),
    "report.remind": _("Nhắc đơn vị chưa gửi báo cáo"),
    "report.choose": _("Quyết định cách tổng hợp một đơn vị"),
    "report.take_back": _("Bỏ quyết định cách tổng hợp một đơn vị"),
    "report.discard": _("Bỏ bản thảo báo cáo"),
    "report.reinstate": _("Khôi phục bản trước của báo cáo"),
    "collection.ask": _("Yêu cầu báo cáo nhanh"),
    "collection.remind": _("Nhắc đơn vị chưa gửi báo cáo nhanh"),
    "collection.close": _("Khóa báo cáo nhanh"),
    "collection.reopen": _("Mở lại báo cáo nhanh"),
    "collection.write": _("Điền báo cáo nhanh"),
    "collection.choose": _("Chọn giữa hai số liệu của báo cáo nhanh"),
    "collection.send": _("Gửi trả lời báo cáo nhanh"),
    "collection.recall": _("Rút lại trả lời báo cáo nhanh"),
    "collection.return": _("Trả lại trả lời báo cáo nhanh"),
    "collection.name": _("Giao người trả lời báo cáo nhanh"),
}
OBJECTS = {
    "document": _("Văn bản"),
    "issuing_body": _("Nơi ban hành"),
    "import": _("Nhập từ hệ thống khác"),
    "account": _("Tài khoản"),
    "position": _("Chức vụ"),
    "unit": _("Đơn vị"),
    "calendar": _("Lịch làm việc"),
    "form": _("Mẫu in"),
    "dossier": _("Hồ sơ"),
    "catalogue": _("Danh mục"),
    "api_token": _("Khóa chương trình"),
    "installation": _("Nơi cài đặt"),
    "proofreading": _("Soát báo cáo"),
    "indicator_set": _("Bộ chỉ tiêu"),
    "period": _("Kỳ báo cáo"),
    "figure_request": _("Yêu cầu số liệu"),
    "roll_up": _("Lần tổng hợp"),
    "report": _("Báo cáo định kỳ"),
    "collection": _("Báo cáo nhanh"),
}
_DOSSIER = "dossier."
_DOCUMENT = "document."
_REGISTER = "register:"


def action_label(action: str) -> str:
    """Return what an action is called on the screens."""
    if action.startswith(_DOSSIER):
        name = action.removeprefix(_DOSSIER)
        return str(ActionLabel(name).label) if name in ActionLabel.values else action
    if action in ACTIONS:
        return str(ACTIONS[action])
    name = action.removeprefix(_DOCUMENT)
    return str(DocumentAction(name).label) if name in DocumentAction.values else action


def object_label(obj_type: str) -> str:
    """Return what a kind of object is called on the screens."""
    code = obj_type.removeprefix(_REGISTER)
    if code != obj_type:
        return next((str(one.title) for one in list_registers() if one.code == code), obj_type)
    return str(OBJECTS.get(obj_type, obj_type))
