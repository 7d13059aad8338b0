"""Writing registers: single rows, and many at once from a spreadsheet."""
