"""The board of the corpus: looking up, clusters, reasons, ways, judgements, noise."""
