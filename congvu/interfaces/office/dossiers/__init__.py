"""The page of one dossier and everything that is done on it."""
