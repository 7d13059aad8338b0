"""Addresses: each audience under its own prefix, the office at the root."""

from django.urls import include, path

urlpatterns = [
    path("api/", include("congvu.interfaces.api.urls")),
    path("ui/", include("congvu.interfaces.ui.urls")),
    path("", include("congvu.interfaces.office.urls")),
]
handler400 = "congvu.interfaces.ui.views.bad_request"
handler403 = "congvu.interfaces.ui.views.forbidden"
handler404 = "congvu.interfaces.ui.views.not_found"
handler500 = "congvu.interfaces.ui.views.server_error"
