"""The loops over links, compiled. Import them inside the function that needs them: numba is slow to load."""
