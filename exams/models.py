"""Gathers the tables of this floor's rooms."""
