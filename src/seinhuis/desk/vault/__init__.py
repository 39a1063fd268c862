"""The database side of sealing: sealed records, grants, blind tokens, shredding."""
