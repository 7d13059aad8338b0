"""Views of the dossier page, by use case."""
