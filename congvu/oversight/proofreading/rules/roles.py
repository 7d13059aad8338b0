"""What a figure stands for in the life of dossiers and petitions, read from the words beside it."""

import re
from enum import Enum
from typing import Final


class Role(Enum):
    """A place in the balance: received = carried over + new = resolved + pending."""

    RECEIVED = "received"
    CARRIED = "carried over"
    NEW = "new"
    DIRECT = "direct"
    ONLINE = "online"
    POST = "post"
    RESOLVED = "resolved"
    EARLY = "early"
    ON_TIME = "on time"
    LATE = "late"
    PENDING = "pending"
    PENDING_IN_TIME = "pending in time"
    PENDING_LATE = "pending late"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


# The first that matches decides; words are folded.
_ROLES: Final = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (Role.CARRIED, r"(?:ky|nam|thang|quy) truoc|\bton (?:dau|ky)|chuyen (?:qua|sang|tiep)"),
        (Role.WITHDRAWN, r"\brut\b"),
        (Role.RETURNED, r"(?:tra lai|tu choi|chuyen tra|huong dan cong dan)"),
        (Role.PENDING_IN_TIME, r"con trong han|trong han giai quyet|chua den han|(?:dang|chua) .*trong han"),
        (Role.PENDING_LATE, r"(?:dang|chua) .*(?:qua han|tre han)|da qua han"),
        (Role.EARLY, r"truoc han(?! va| \+|, dung)|som han|som hon han"),
        (Role.ON_TIME, r"dung (?:han|hen)|dung thoi han|truoc (?:han )?va dung|trong han"),
        (Role.LATE, r"(?:qua|tre) (?:han|hen)|cham (?:han|muon|tre)"),
        (Role.PENDING, r"(?:dang|chua|cho) (?:duoc )?(?:giai quyet|xu ly|tham tra)|con lai|\bton\b|chuyen ky sau"),
        (Role.RESOLVED, r"(?:da|duoc|ket qua|xong|hoan thanh|va) (?:giai quyet|xu ly)|(?:giai quyet|xu ly) (?:xong|duoc)|tra ket qua"),
        (Role.DIRECT, r"truc tiep"),
        (Role.ONLINE, r"truc tuyen|qua mang"),
        (Role.POST, r"buu chinh|\bbcci\b"),
        (Role.NEW, r"tiep nhan moi|moi tiep nhan|phat sinh moi|moi phat sinh|tiep nhan trong (?:ky|nam|quy|thang)"),
        (Role.RECEIVED, r"tiep nhan|\bnhan\b|tong so|tong ho so|da thu ly"),
    )
)  # fmt: skip
_FIELD = re.compile(
    r"linh vuc|dat dai|xay dung|ho tich|chung thuc|tu phap|dau tu|kinh doanh|dang ky"
)
_LEVELS: Final = (
    ("tinh", re.compile(r"cap tinh|\bso\b,|cac so|ubnd tinh")),
    ("huyen", re.compile(r"cap huyen|ubnd huyen|cac phong|van phong hdnd")),
    ("xa", re.compile(r"cap xa|ubnd xa|cac xa|ubnd cac xa|xa, (?:phuong|thi tran)")),
)
# What excludes the other and leaves nothing between.
_OPPOSITES: Final = tuple(
    (re.compile(one), re.compile(other))
    for one, other in (
        (r"\bnam\b", r"\bnu\b"),
        (r"theo ke hoach|dinh ky|thuong xuyen", r"dot xuat"),
        (r"da hoan thanh|\bhoan thanh", r"chua hoan thanh"),
        (r"\bdat\b(?! yeu cau)", r"(?:khong|chua) dat"),
        (r"toan trinh", r"mot phan"),
        (r"(?<!khong )thuoc tham quyen", r"khong thuoc tham quyen"),
        (r"cong chuc", r"vien chuc"),
        (r"hanh chinh", r"su nghiep"),
        (r"khieu nai", r"to cao"),
        (r"dung\b(?! han| hen)", r"\bsai\b"),
        (r"\bhai long", r"(?:khong|chua) hai long"),
    )
)
TIMED: Final = frozenset({Role.EARLY, Role.ON_TIME, Role.LATE})


def role_of(label: str) -> Role | None:
    """Return the role that folded words name, None when they name none."""
    for role, pattern in _ROLES:
        if pattern.search(label):
            if role is Role.NEW and re.search(r"tong (?:so )?", label):
                return Role.RECEIVED
            return role
    return None


def of_one_field(label: str) -> bool:
    """Whether the words speak of one field of procedures only."""
    return bool(_FIELD.search(label))


def level_of(words: str) -> str:
    """Return "tinh", "huyen" or "xa" when exactly one level is named, "" otherwise."""
    named = [level for level, pattern in _LEVELS if pattern.search(words)]
    return named[0] if len(named) == 1 else ""


def complete(labels: list[str]) -> bool:
    """Whether the parts, by their names, leave nothing out: on time and late, old and new …"""
    roles = {role_of(label) for label in labels}
    said = " | ".join(labels)
    timing = Role.LATE in roles and roles & {Role.ON_TIME, Role.EARLY}
    channels = Role.DIRECT in roles and roles & {Role.ONLINE, Role.POST}
    origin = Role.CARRIED in roles and roles & {Role.NEW, Role.DIRECT, Role.ONLINE, Role.RECEIVED}
    outcome = Role.RESOLVED in roles and roles & {Role.PENDING}
    pending = Role.PENDING_LATE in roles and Role.PENDING_IN_TIME in roles
    levels = {level for level in map(level_of, labels) if level}
    opposite = any(one.search(said) and other.search(said) for one, other in _OPPOSITES)
    return bool(timing or channels or origin or outcome or pending or len(levels) >= 2 or opposite)
