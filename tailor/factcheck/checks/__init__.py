"""The checks: each looks at one slot of a claim and yields what speaks against it."""
