"""What is counted: the unit words of administrative reports and the families they belong to."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from congvu.oversight.proofreading.rules.text import bare


class Family(Enum):
    """Things of one family can be added up; a share, money and a count cannot."""

    PERCENT = "percent"
    MONEY = "money"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Unit:
    name: str
    family: Family
    noun: str  # what stands for this and its like: "hồ sơ TTHC" and "bộ hồ sơ" are "ho so"


NO_UNIT: Final = Unit("", Family.COUNT, "")
_MEN: Final = Unit("nam", Family.COUNT, "nam")  # not "năm", a year
PERCENT: Final = Unit("%", Family.PERCENT, "%")

_PEOPLE = (
    "cán bộ, công chức, viên chức|cán bộ, công chức|công chức, viên chức|cán bộ|công chức|viên chức|"
    "người|đồng chí|biên chế|chỉ tiêu|trường hợp|thí sinh|học viên|đại biểu|công dân|lao động|"
    "nhân viên|giáo viên|cá nhân|đối tượng|đảng viên"
)
_NOUNS: Final = {
    "ho so": "bộ hồ sơ|hồ sơ TTHC|hồ sơ thủ tục hành chính|hồ sơ",
    "thu tuc": "thủ tục hành chính|thủ tục|TTHC|dịch vụ công|quy trình",
    "van ban": "văn bản QPPL|văn bản quy phạm pháp luật|VBQPPL|văn bản|công văn|tài liệu|báo cáo",
    "quyet dinh": "quyết định",
    "ke hoach": "kế hoạch",
    "nguoi": _PEOPLE,
    "luot": "lượt người|lượt công dân|lượt hồ sơ|lượt truy cập|lượt",
    "don": "đơn thư|đơn khiếu nại|đơn tố cáo|đơn phản ánh|đơn kiến nghị|đơn|vụ việc",
    "y kien": "ý kiến|phản ánh, kiến nghị|phản ánh|kiến nghị|khiếu nại|tố cáo",
    "don vi": "cơ quan, đơn vị|đơn vị sự nghiệp công lập|đơn vị sự nghiệp|đơn vị|cơ quan|tổ chức",
    "phong": "phòng chuyên môn|phòng, ban|phòng ban|phòng",
    "xa": "xã, phường, thị trấn|xã, thị trấn|xã, phường|xã|phường|thị trấn|huyện|tỉnh",
    "thon": "thôn, bản|thôn|tổ dân phố|ấp|khu phố|bản",
    "truong": "trường học|trường|trung tâm|trạm",
    "cuoc": "cuộc họp|cuộc kiểm tra|cuộc|hội nghị|buổi|đợt|kỳ|đoàn|chuyên đề",
    "lop": "lớp|khóa|khoá",
    "nhiem vu": "nhiệm vụ",
    "phan viec": "phần việc|công việc|đầu việc|nội dung|hạng mục",
    "linh vuc": "lĩnh vực",
    "tin": "tin, bài|tin bài|tin",
    "bai": "bài viết|bài",
    "phieu": "phiếu khảo sát|phiếu",
    "van de": "vấn đề|tồn tại|sai phạm|vi phạm",
    "tieu chi": "tiêu chí|chỉ số|câu hỏi|điểm",
    "hop dong": "hợp đồng",
    "ho": "hộ gia đình|hộ dân|hộ nghèo|hộ",
    "vu": "vụ án|vụ",
    "giay": "giấy chứng nhận|giấy phép|giấy",
    "chuyen muc": "chuyên mục|phóng sự|mô hình|sáng kiến|dự án|công trình|đề án",
    "ngay": "ngày làm việc|ngày|giờ|tháng|năm",
    "bo may": "máy tính|bộ|chiếc|cái|tài khoản|chứng thư số|chữ ký số",
    "ha": "ha|km|m2|m²|m3|tấn|kg",
}
_MONEY: Final = (
    "nghìn tỷ đồng|ngàn tỷ đồng|tỷ đồng|tỉ đồng|triệu đồng|nghìn đồng|ngàn đồng|đồng|VNĐ"
)
_ALL: Final = {
    **{bare(name): Unit(name, Family.MONEY, "dong") for name in _MONEY.split("|")},
    **{
        bare(name): Unit(name, Family.COUNT, noun)
        for noun, names in _NOUNS.items()
        for name in names.split("|")
    },
}
_LONGEST_FIRST = "|".join(map(re.escape, sorted(_ALL, key=len, reverse=True)))
_KNOWN = re.compile(rf" ?({_LONGEST_FIRST})(?![\w])")
_PERCENT = re.compile(r" ?(?:%|phan tram\b)")
_SCALE = re.compile(r" ?(nghin|ngan|trieu|ty|ti)\s+(?!dong)")
SCALES: Final = {"nghin": 1000, "ngan": 1000, "trieu": 10**6, "ty": 10**9, "ti": 10**9}
_WORD = re.compile(r" ([^\W\d_]+)")
_NO_NOUN = frozenset(
    [
        "la",
        "va",
        "cua",
        "voi",
        "tai",
        "da",
        "duoc",
        "trong",
        "dat",
        "tren",
        "theo",
        "tu",
        "den",
        "de",
        "cho",
        "so",
        "o",
        "ve",
        "co",
        "do",
        "vao",
        "bang",
        "nay",
        "thi",
        "ma",
        "con",
        "se",
        "dang",
        "tang",
        "giam",
        "chiem",
        "hon",
        "gom",
        "nhu",
        "khi",
        "sau",
        "truoc",
        "so",
        "lan",
        "vi",
        "qua",
        "nam",
        "quy",
        "thang",
        "ngay",
    ]
)


def known(name: str) -> Unit | None:
    """Return the unit that a cell names ("Hồ sơ", "%", "Cơ quan, đơn vị"), None when it is none."""
    tidy = bare(name).strip(" .:()")
    if tidy in {"%", "ty le", "ty le %", "ty le (%)"}:
        return PERCENT
    return _ALL.get(tidy)


def unit_at(text: str, folded: str, at: int) -> tuple[Unit, int, int]:
    """Read the unit that follows a number: the unit, where it ends, and a scale (1,5 nghìn hồ sơ)."""
    if match := _PERCENT.match(folded, at):
        return PERCENT, match.end(), 1
    scale = 1
    if match := _SCALE.match(folded, at):
        scale, at = SCALES[match.group(1)], match.end() - 1
    if match := _KNOWN.match(folded, at):
        if match.group(1) == "nam" and text[match.start(1) : match.end(1)].lower() == "nam":
            return _MEN, match.end(), scale
        return _ALL[match.group(1)], match.end(), scale
    if (match := _WORD.match(folded, at)) and match.group(1) not in _NO_NOUN:
        word = text[match.start(1) : match.end(1)]
        if word[0].isupper() and not word.isupper():
            return NO_UNIT, at, scale  # another phrase begins
        return Unit(word, Family.COUNT, match.group(1)), match.end(), scale
    return NO_UNIT, at, scale


def counts_on(folded: str, at: int) -> bool:
    """Whether a known unit follows: "cấp 25 giấy" counts, "cấp 2" names."""
    return bool(_KNOWN.match(folded, at) or _PERCENT.match(folded, at))


def same_thing(one: Unit, other: Unit) -> bool:
    """Whether two figures may be parts of one count; a missing unit is taken from its neighbour."""
    if one.family is not other.family:
        return False
    return not one.noun or not other.noun or one.noun == other.noun
