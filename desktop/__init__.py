"""Permanence on an adviser's machine; see docs/map.md for the stair."""
