"""Reusable pieces of screens: no rule of the domain, no access to the vault, no knowledge of others."""
