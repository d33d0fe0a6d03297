"""The review as a page, served on this machine only."""
