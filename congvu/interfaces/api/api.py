"""The API as a whole: its version, its door, its errors, its routers."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import NinjaAPI
from ninja.security import HttpBearer

from congvu.foundation.people.rules import Staff
from congvu.interfaces.api import dossiers, forms, problems
from congvu.interfaces.api.tokens import program_of


class Program(HttpBearer):
    """A program signs in with its token in each request."""

    def authenticate(self, _request: HttpRequest, token: str) -> Staff | None:
        return program_of(token, timezone.now())


api = NinjaAPI(
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
