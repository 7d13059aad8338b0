"""Pure rules of dossiers: states, the life that events tell, timeliness, deadlines."""
