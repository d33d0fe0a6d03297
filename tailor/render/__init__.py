"""Résumés out: Markdown, text, JSON Resume, RenderCV, DOCX and PDF, and reading them back."""

from tailor.render.markdown import to_markdown
from tailor.render.text import to_text

__all__ = ["to_markdown", "to_text"]
