"""A manuscript as the files that offices send: DOCX, PDF, XLSX."""

from congvu.oversight.reporting.rendering.pdf import to_pdf
from congvu.oversight.reporting.rendering.sheet import to_xlsx
from congvu.oversight.reporting.rendering.word import to_docx

__all__ = ["to_docx", "to_pdf", "to_xlsx"]
