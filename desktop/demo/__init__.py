"""The demonstration: an invented caseload, and hands that drive the real windows through it."""
