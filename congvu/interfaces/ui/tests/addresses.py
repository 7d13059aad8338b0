"""Only this room's addresses, so that its tests need no other room."""

from django.urls import include, path

urlpatterns = [path("ui/", include("congvu.interfaces.ui.urls"))]
