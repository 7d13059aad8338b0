"""Công Vụ: the work produces the figures, and the figures produce the report."""
