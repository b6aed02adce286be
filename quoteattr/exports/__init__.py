"""Quotations in other forms: plain data, a page, TEI, brat, Web Annotations."""

from quoteattr.exports.brat import to_brat
from quoteattr.exports.data import from_dict, to_dict, to_records
from quoteattr.exports.html import to_html
from quoteattr.exports.tei import to_tei
from quoteattr.exports.web_annotation import to_web_annotations

__all__ = ["from_dict", "to_brat", "to_dict", "to_html", "to_records", "to_tei", "to_web_annotations"]
