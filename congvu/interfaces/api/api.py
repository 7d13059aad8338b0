"""The API as a whole: its version, its door, its errors, its routers."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer

from congvu.foundation.people.rules import Staff
from congvu.interfaces.api import dossiers, forms, problems
from congvu.interfaces.api.tokens import program_of


class Program(HttpBearer):
    """A program signs in with its token in each request."""

    def authenticate(self, _request: HttpRequest, token: str) -> Staff | None:
        return program_of(token, timezone.now())


class Described(NinjaAPI):
    """The API, whose description also says in which type its refusals come."""

    def get_openapi_schema(self, **wishes: Any) -> OpenAPISchema:
        """Return the OpenAPI document; refusals are RFC 9457 problem documents."""
        document = super().get_openapi_schema(**wishes)
        for operations in document["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= HTTPStatus.BAD_REQUEST and "content" in answer:
                        answer["content"] = {problems.CONTENT_TYPE: answer["content"].popitem()[1]}
        return document


api = Described(
    title="Công Vụ API",
    version="1",
    urls_namespace="api",
    auth=Program(),
    docs_url=None,
    openapi_url="/openapi.json",
)
problems.install(api)
api.add_router("", dossiers.router)
api.add_router("", forms.router)
