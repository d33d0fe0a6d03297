"""Tailor a résumé to a job posting without saying more than is true."""

__version__ = "0.1.0"
