"""A manuscript as the files that offices send: DOCX, PDF, XLSX."""

from congvu.oversight.reporting.rendering.word import to_docx

__all__ = ["to_docx"]
