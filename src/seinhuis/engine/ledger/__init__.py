"""The journal as a Merkle tree that anybody can check: entries, tree, signed checkpoints, proofs, export."""
