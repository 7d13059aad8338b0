"""Addresses of statistical forms."""

from django.urls import path

from congvu.interfaces.office.figures import views

urlpatterns = [
    path("06a/", views.form_06a, name="office-figures-06a"),
    path("06a/xlsx/", views.xlsx, name="office-figures-06a-xlsx"),
    path("06a/pdf/", views.pdf, name="office-figures-06a-pdf"),
    path("06a/ho-so/", views.cell, name="office-figures-cell"),
    path("06a/ho-so/xlsx/", views.cell_xlsx, name="office-figures-cell-xlsx"),
    path("don-vi/", views.find_unit, name="office-figures-units"),
]
