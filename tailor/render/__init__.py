"""Résumés out: Markdown, text, JSON Resume, RenderCV, DOCX and PDF, and reading them back."""

from tailor.render.json_resume import to_json_resume
from tailor.render.markdown import to_markdown
from tailor.render.pdf import to_pdf
from tailor.render.rendercv import to_rendercv
from tailor.render.text import to_text
from tailor.render.word import to_docx

__all__ = ["to_docx", "to_json_resume", "to_markdown", "to_pdf", "to_rendercv", "to_text"]
