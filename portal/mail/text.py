"""Cleaning text for mail."""

import re
import unicodedata


def one_line(text):
    """Text fit for a header: line breaks, control characters and lone surrogates become spaces."""
    unfit = ("Cc", "Cs", "Zl", "Zp")
    cleaned = "".join(" " if unicodedata.category(each) in unfit else each for each in str(text))
    return " ".join(cleaned.split())


def tidy(text):
    """Plain text without trailing spaces and with at most one blank line in a row."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"
