"""Packages that a recipient can check with ordinary tools: build, sign, stamp, seal and verify them."""
