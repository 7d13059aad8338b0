"""Sets of indicators for administrators: versions, drafts, differences, files."""
