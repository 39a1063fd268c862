"""Words for codes in the templates of the dossiers."""
