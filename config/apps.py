"""The outermost room: it carries the commands that concern everything."""

from django.apps import AppConfig


class CongVuConfig(AppConfig):
    name = "config"
    label = "config"
