"""Many profiles and many jobs at once: the same pure task for every pair, on any engine."""
