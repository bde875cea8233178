"""What is fast, and what it is measured against: ratios in one run, never timed tests."""
