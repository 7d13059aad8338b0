"""Bộ phận Một cửa: intake, queues, lists, search, the register book, the end of the day."""
