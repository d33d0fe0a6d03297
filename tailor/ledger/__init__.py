"""What every line of an application rests on, and what it leaves open."""
