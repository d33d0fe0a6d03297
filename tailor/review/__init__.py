"""Review: a change set in, a person's decisions out."""

from tailor.review.page import review_html

__all__ = ["review_html"]
