"""Errors as RFC 9457 problem documents, with the same codes as everywhere else."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from congvu.kernel.errors import DomainError

CONTENT_TYPE = "application/problem+json"


def problem(status: int, code: str, title: str, **more: Any) -> HttpResponse:
    """Answer with a problem document; `code` is stable, `title` is for people."""
    body = {"type": f"urn:congvu:problem:{code}", "title": title, "status": status, "code": code}
    answer = JsonResponse(
        {**body, **more}, status=status, json_dumps_params={"ensure_ascii": False}
    )
    answer["Content-Type"] = CONTENT_TYPE
    return answer


def install(api: NinjaAPI) -> None:
    """Register the translation of every error that can be foreseen."""
    api.add_exception_handler(DomainError, _domain_error)
    api.add_exception_handler(ValidationError, _validation_error)
    api.add_exception_handler(AuthenticationError, _authentication_error)
    api.add_exception_handler(HttpError, _http_error)


def _domain_error(_request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status, error.code, error.text(_), facts=error.facts)


def _validation_error(_request: HttpRequest, error: Any) -> HttpResponse:
    places = [
        {"at": ".".join(str(part) for part in found["loc"]), "why": found["msg"]}
        for found in error.errors
    ]
    return problem(422, "malformed", _("Nội dung gửi lên không đúng mẫu."), errors=places)


def _authentication_error(_request: HttpRequest, _error: Any) -> HttpResponse:
    answer = problem(
        401, "not_authenticated", _("Thiếu khóa chương trình, hoặc khóa đã hết hiệu lực.")
    )
    answer["WWW-Authenticate"] = "Bearer"
    return answer


def _http_error(_request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, "bad_request", str(error))
