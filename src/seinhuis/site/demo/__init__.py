"""The demo house: two organisations with their people, sixty neutral reports and some weeks of work on them.

Everything here is invented. Passphrases are fixed and known to everybody, so a demo is made in an empty house
only.
"""
