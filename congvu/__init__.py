"""Công Vụ: an open platform for Vietnamese local government."""
