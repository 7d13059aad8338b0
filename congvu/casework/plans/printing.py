"""The review of a plan on paper: what was to be done by the end of a quarter, what is done."""

from __future__ import annotations

from datetime import date

from congvu.casework.plans.labels import STANDINGS
from congvu.casework.plans.rules import Standing
from congvu.casework.plans.selectors import PlanPage, TaskLine
from congvu.foundation.units.offices import Office
from congvu.instruments.forms import pdf
from congvu.instruments.forms.rules import blocks
from congvu.instruments.forms.rules.filling import SAMPLE_MARK, UNSIGNED, clean
from congvu.instruments.forms.rules.templates import Run, Text
from congvu.kernel.periods import Period
from congvu.kernel.vitext import format_date, format_long_date

SIZE = 11
HEADS: tuple[tuple[str, int, blocks.Align], ...] = (
    ("Số", 9, "center"),
    ("Nhiệm vụ", 62, "left"),
    ("Sản phẩm", 32, "left"),
    ("Đơn vị, người thực hiện", 36, "left"),
    ("Hạn", 20, "center"),
    ("Hoàn thành", 20, "center"),
    ("Tình trạng", 24, "left"),
    ("Văn bản chứng minh", 40, "left"),
)


def review_pdf(
    page: PlanPage, *, period: Period, until: date, office: Office, by: str, on: date, sample: bool
) -> bytes:
    """Return the review, A4 across, in Vietnamese; `until` is the day whose standing it shows.

    The caller switches the language to Vietnamese.
    """
    title = f"Rà soát {page.plan.title}"
    sheet = blocks.Sheet(
        title=title,
        paper=blocks.PAPERS["A4-landscape"],
        size=SIZE,
        least_size=SIZE,
        blocks=(
            blocks.Letterhead(
                _words(office.parent_name.upper()),
                _words(office.authority.upper()),
                (),
                (blocks.Line(_slanted(f"{office.place}, {format_long_date(on)}")),),
            ),
            blocks.Title(
                _words("RÀ SOÁT THỰC HIỆN KẾ HOẠCH"),
                _words(f"{page.plan.title}; {period.label()}, đến hết ngày {format_date(until)}"),
                ruled=False,
                scale=120,
                space=4,
            ),
            blocks.Paragraph(_words(summary(page)), "left", indent=False, scale=100),
            _grid(page.tasks, until),
            blocks.Signatures(
                (
                    blocks.Signature((), (), ()),
                    blocks.Signature(
                        _words("NGƯỜI RÀ SOÁT"),
                        _slanted("(Ký, ghi rõ họ tên)"),
                        _words(by),
                    ),
                ),
                (),
                18,
            ),
        ),
        mark=SAMPLE_MARK if sample else "",
        foot=UNSIGNED,
        running=title,
    )
    return pdf.print_pdf(sheet)


def summary(page: PlanPage) -> str:
    """Return the sentence of figures above the table; its parts add up to the whole."""
    said = [
        f"{STANDINGS[one][0]}: {page.standings[one]}" for one in Standing if page.standings.get(one)
    ]
    return f"Tổng số phần việc: {page.counted}. " + "; ".join(map(str, said)) + "."


def _grid(tasks: tuple[TaskLine, ...], until: date) -> blocks.Grid:
    columns = tuple(
        blocks.Column(_words(title), (), width, align, "") for title, width, align in HEADS
    )
    table: blocks.Table[Text] = blocks.Table(
        repeat="lines",
        columns=columns,
        groups=(),
        footer=(),
        min_rows=1,
        column_numbers=False,
        scale=85,
        row_height=0,
    )
    rows = tuple(tuple(_words(text) for text in _cells(one, until)) for one in tasks)
    return blocks.Grid(table, rows, tuple(() for _row in rows))


def _cells(one: TaskLine, until: date) -> tuple[str, ...]:
    # what was done after that day was not done on that day
    is_later = one.done_on is not None and one.done_on > until
    done = format_date(one.done_on) if one.done_on and not is_later else ""
    if not done and one.progress and not is_later:
        done = f"{one.progress} %"
    proof = "" if is_later else one.evidence
    who = "; ".join(text for text in (one.duty, one.person) if text)
    how = "" if one.has_parts else str(STANDINGS[one.standing][0])
    return (
        one.number, one.content, one.product, who, format_date(one.due_on), done, how, proof,
    )  # fmt: skip


def _slanted(text: str) -> Text:
    return (Run(clean(text), italic=True),)


def _words(text: str) -> Text:
    tidy = clean(text)
    return (Run(tidy),) if tidy else ()
