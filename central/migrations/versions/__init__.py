"""The revisions, each literal: what is released is never edited."""
