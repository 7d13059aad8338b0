"""Addresses of printed forms."""

from django.urls import path

from congvu.interfaces.office.administration.printed_forms import views

urlpatterns = [
    path("", views.index, name="office-administration-forms"),
    path("<slug:regime>/<slug:kind>/", views.edit, name="office-administration-form"),
    path(
        "<slug:regime>/<slug:kind>/xem-truoc/",
        views.preview,
        name="office-administration-form-preview",
    ),
    path(
        "<slug:regime>/<slug:kind>/xem-truoc.pdf",
        views.preview_pdf,
        name="office-administration-form-pdf",
    ),
    path(
        "<slug:regime>/<slug:kind>/mau-chuan/",
        views.to_standard,
        name="office-administration-form-standard",
    ),
]
