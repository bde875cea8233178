"""The demonstration: an invented caseload, and what drives the windows over it. Only `cli` calls it."""
