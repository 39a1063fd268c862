"""Words for codes and numbers in the templates of the corpus."""
