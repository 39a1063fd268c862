"""Settings, addresses, base templates and the `seinhuis` command."""
