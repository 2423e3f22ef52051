"""Typeset: papers as PDF, laid out by Typst from a template of ours and plain data, with fonts that packages bring.

Data never becomes markup: it comes to the template as JSON, and a string stays a string. The same data, moment and
versions of the packages give the same bytes. Each paper is tagged and kept for long: PDF/A-3a and PDF/UA-1, which Typst
checks as it writes (https://typst.app/docs/reference/pdf/).
"""
