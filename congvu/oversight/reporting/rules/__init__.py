"""The rules of reports: outlines, prose, the manuscript, the life; pure."""
