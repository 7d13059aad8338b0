"""Dossiers: the one-stop shop, from intake to the result in the citizen's hand."""
