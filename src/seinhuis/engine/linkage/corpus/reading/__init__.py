"""From a file of any accepted form to its rows, line by line, with what is broken named by its number."""
