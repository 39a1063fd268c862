"""Reports: the public form, coming back with a receipt, and what the desk reads and asks."""
