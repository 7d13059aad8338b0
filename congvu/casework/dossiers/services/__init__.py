"""Commands on dossiers: one function a use case, one transaction, one journal entry."""
