"""The size of a whole request, judged before a byte of it is written anywhere.

Not here: what one file may be (`services.store`).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

STRANGERS_BYTES = 1024 * 1024


class BoundedUpload(FileUploadHandler):
    """Refuses a form that is larger than an honest one; who is not signed in has no files to send.

    Without it anybody could fill the disk: form data is stored before a view is asked.
    """

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ARG002  # Django names it
        META: Any,  # noqa: ARG002, N803  # Django names it
        content_length: int,
        boundary: Any,  # noqa: ARG002  # Django names it
        encoding: str | None = None,  # noqa: ARG002  # Django names it
    ) -> None:
        """Raise RequestDataTooBig, which becomes a page with status 400."""
        user = getattr(self.request, "user", None)
        is_known = user is not None and user.is_authenticated
        most = settings.CONGVU_MAX_REQUEST_BYTES if is_known else STRANGERS_BYTES
        if content_length > most:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002
        """Leave the content to the handlers behind."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Make no file: the handlers behind do."""
