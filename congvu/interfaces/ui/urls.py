"""Addresses of the design system: the gallery, and the two choices of how one reads."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from congvu.interfaces.ui import views

app_name = "ui"

urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("text-size/", views.text_size, name="text_size"),
    path("language/", login_not_required(set_language), name="language"),
]
