"""What people do to a dossier: rights checked, dossier locked, typed text sealed, a journal row left."""
