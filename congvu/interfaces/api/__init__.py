"""The HTTP API: other programs hand in dossiers, tell what happened and read figures."""
