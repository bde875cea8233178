"""The line to the central store. httpx2 lives here only; no Qt, no thread, no clock."""
