"""Lines of the sample about tasks that the province gave: most in time, one late, one still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from config.sample.cited import Cells, cited
from congvu.kernel.vitext import format_date

GIVER = "UBND tỉnh Minh Châu"
TASKS = (
    "Rà soát, công khai danh mục thủ tục hành chính tại nơi tiếp nhận hồ sơ.",
    "Số hóa kết quả giải quyết thủ tục hành chính còn hiệu lực lĩnh vực hộ tịch.",
    "Khắc phục tồn tại về thời hạn giải quyết hồ sơ đất đai.",
    "Báo cáo tình hình trang thiết bị của nơi tiếp nhận và trả kết quả.",
)
APART, ALLOWED = timedelta(days=45), timedelta(days=30)
LATE_EVERY = 4


def of_a_commune(units: Mapping[str, str], *, starts_on: date, today: date) -> Iterator[Cells]:
    """Yield the tasks that the province gave the commune: register, day, cells."""
    given, turn = starts_on + timedelta(days=25), 0
    while given <= today:
        due = given + ALLOWED
        done = due + timedelta(days=6) if turn % LATE_EVERY == 2 else due - timedelta(days=4)
        told = {
            "done_on": format_date(done),
            "progress": "100",
            "evidence": cited("Báo cáo", 200 + turn, "BC-UBND", done),
        }
        yield "nhiem-vu-duoc-giao", min(done, today), {
            "giver": "UBND tỉnh, Chủ tịch UBND tỉnh",
            "document": cited("Công văn", 310 + 20 * turn, "UBND-NC", given, GIVER),
            "content": TASKS[turn % len(TASKS)],
            "given_on": format_date(given),
            "due_on": format_date(due),
            "duty": units["secretariat"] if turn % 2 else units["economy"],
        } | (told if done <= today else {"progress": "40"})  # fmt: skip
        given, turn = given + APART, turn + 1
