"""Rewriting by rules: a statement in the person's words becomes a bullet that says no more."""

from tailor.stages.rewriting.proposals import propose

__all__ = ["propose"]
