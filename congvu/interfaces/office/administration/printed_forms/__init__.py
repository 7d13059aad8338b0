"""Printed forms of an office: which it prints its own way, editing the text with a picture beside it."""
