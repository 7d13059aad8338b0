"""Questions about dossiers."""
