"""Where people work: one Django app for each station of the line."""
