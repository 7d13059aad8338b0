"""Pure rules of counting: days, lives of dossiers, phases, contributions, cells of a form."""
