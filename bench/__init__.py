"""What an issue names in figures, measured: `make bench`, or `make bench BENCH=receive`."""
