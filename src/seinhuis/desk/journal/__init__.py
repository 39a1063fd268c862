"""The database side of the journal: who did what, when and on which ground, in a Merkle tree."""
