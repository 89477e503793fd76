"""Which reports come from one source: copies of one text, and the agency it is credited to."""

from assistant.origins.copies import VERSION, bands, is_copy, may_be_copy, taken_over
from assistant.origins.credit import credit, credited

__all__ = ["VERSION", "bands", "credit", "credited", "is_copy", "may_be_copy", "taken_over"]
