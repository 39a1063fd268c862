"""Log-linear models of capture histories: whether they can be fitted, what they give, and which to choose."""
