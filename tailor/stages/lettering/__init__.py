"""The sentences of a letter that are not about its writer: the posting's, and courtesies."""

from tailor.stages.lettering.posting import (
    AboutPosting,
    check_posting,
    posting_forms,
    posting_slots,
)
from tailor.stages.lettering.templates import Templates, courtesies, templates

__all__ = [
    "AboutPosting",
    "Templates",
    "check_posting",
    "courtesies",
    "posting_forms",
    "posting_slots",
    "templates",
]
