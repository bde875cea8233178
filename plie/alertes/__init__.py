"""The alerts of a dossier at a date (domain.md §6): computed, never stored.

Each has a due date D: it holds from D, or from the day after (« plus de »), and is announced before.
Facts dated after the day asked for are ignored; the state of the parcours is taken as it is. One
function a code; which exist, with what numbers, is the référentiel's.
"""
