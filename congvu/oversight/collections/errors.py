"""What can go wrong with a one-off collection, as facts."""

from __future__ import annotations

from congvu.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, gettext_noop


class CollectionNotFound(NotFound):
    """There is no such collection, or it is between others."""

    def __init__(self) -> None:
        super().__init__(gettext_noop("Không tìm thấy báo cáo nhanh này."), code="no_collection")


class NotYourAnswer(NotAllowed):
    """The person reads it but neither asks nor answers."""

    def __init__(self) -> None:
        super().__init__(
            gettext_noop("Chức vụ của bạn không làm việc này với báo cáo nhanh."),
            code="not_your_answer",
        )


class CollectionClosed(Invalid):
    """Answers of a closed collection do not change any more."""

    def __init__(self) -> None:
        super().__init__(
            gettext_noop(
                "Báo cáo nhanh đã khóa; điều bạn gõ chưa được ghi. Cơ quan yêu cầu mở lại thì ghi được."
            ),
            code="collection_closed",
        )


class LeftOut(Invalid):
    """The unit need not answer any more; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            gettext_noop(
                "Đơn vị đã được bỏ khỏi danh sách phải trả lời; điều bạn gõ chưa được ghi. "
                "Cơ quan yêu cầu đưa lại danh sách thì ghi được."
            ),
            code="left_out",
        )


class SentBlank(Invalid):
    """The answer was sent with this cell blank: nothing stands there to be kept beside."""

    def __init__(self, cell: str) -> None:
        super().__init__(
            gettext_noop("Đã gửi với ô này để trống; hãy thu hồi câu trả lời rồi điền."),
            code="sent_blank",
            cell=cell,
        )


class AnswerChanged(Conflict):
    """Somebody acted on the same thing first; nothing was done."""

    def __init__(self) -> None:
        super().__init__(
            gettext_noop("Người khác vừa xử lý việc này. Hãy tải lại trang, xem rồi làm tiếp."),
            code="answer_changed",
        )


class FormWrong(Invalid):
    """Columns or rows that cannot be asked for."""

    code = "form_wrong"


class FileRefused(Invalid):
    """A spreadsheet that cannot be taken; nothing was written."""

    code = "file_refused"
