"""Addresses of the catalogue."""

from django.urls import path

from congvu.interfaces.office.administration.catalogue import views

urlpatterns = [
    path("", views.procedures, name="office-administration-procedures"),
    path("xuat/", views.export, name="office-administration-procedures-export"),
    path("che-do/", views.regimes, name="office-administration-regimes"),
    path("linh-vuc/<slug:code>/", views.field, name="office-administration-procedure-field"),
    path("thu-tuc/<str:code>/", views.procedure, name="office-administration-procedure"),
]
