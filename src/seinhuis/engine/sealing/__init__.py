"""The one boundary to libsodium: envelopes, key pairs, passphrases, receipts, blind index, signatures."""
