"""Printed forms as values: what a form is made of, what it may say, and how it is filled.

Pure: no Django, no clock, no files. `reading.read_form` turns the TOML text of an office into a
`FormSpec`; `filling.fill` turns a spec and data into a `Sheet` of plain words, which the PDF and the
DOCX writer both print, so that the two can never say different things.
"""
