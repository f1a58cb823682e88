"""What somebody has written themselves in an answer by mail, without what they answer and their signature.

Mail programs mark what they quote in many ways; those that are known here are in Norwegian and English, the
languages that the portal writes in. What cannot be told apart for certain is said to be unsure.
"""

import re
from dataclasses import dataclass

# No line that a mail program writes is longer; longer ones are asked nothing.
LONGEST_LINE = 500
# «tor. 26. nov. 2026 kl. 14:05 skrev Kari <kari@example.no>:», over up to four lines.
ATTRIBUTION = re.compile(r"(?=.*\b(?:skrev|skreiv|wrote)\b)(?=.*\d[.:/-]\d|.*\b\d{4}\b).*:\*?")
ATTRIBUTION_LINES = 4
FIELDS = [
    re.compile(rf"\*?(?:{names})(?: \([^)]*\))?:.*", re.IGNORECASE)
    for names in ("fra|frå|from", "sendt|sent|dato|date", "til|to|kopi|cc", "emne|subject")
]
FIELD_LINES = 8
RULE = re.compile(
    r"_{8,}|-{2,} ?(?:opprinneleg|opprinnelig|original) ?(?:melding|message|e-post) ?-{2,}", re.I
)
FORWARDED = re.compile(
    r"-{2,} ?(?:forwarded message|videresendt (?:melding|e-?post)) ?-{2,}|begin forwarded message:"
    r"|start på videresendt melding:",
    re.IGNORECASE,
)
# Who writes so has answered between lines that carry no mark of being another's.
POINTS_BELOW = re.compile(
    r"\b(?:svar|kommentar(?:er|ar)?|answers?|comments?|replies)\b.{0,20}"
    r"\b(?:under|nedenfor|i rødt|i raudt|i teksten|below|in ?line|in red)\b",
    re.IGNORECASE,
)
SIGNATURE_MARK = re.compile(r"-- ?|—")
MACHINE_SIGNATURE = re.compile(
    r"(?:sendt|sent) (?:fra|frå|from|med|via|with) (?:min |my |mobil|outlook|iphone|ipad|samsung|galaxy"
    r"|yahoo|proton|gmail|android|e-post|mail).{0,80}"
    r"|(?:skaff deg|hent|få|get|last ned) (?:outlook|gmail|proton|yahoo).{0,80}",
    re.IGNORECASE,
)
FAREWELL = re.compile(
    r"(?i:(?:med )?(?:vennlig|venleg|beste?|gode?) (?:hilsen|helsing)|hilsen|helsing|mvh|vh"
    r"|(?:(?:best|kind|warm) )?regards|best wishes|(?:yours )?sincerely)[,.!]*(?: [A-ZÆØÅ][\w.-]*){0,4}[,.!]*"
)
POSTSCRIPT = re.compile(r"p\.? ?s\b.*", re.IGNORECASE)
SIGNATURE_LINES = 20


@dataclass(frozen=True)
class OwnWords:
    """The sender's own words. Unless it `is_sure`, some may be missing, or be another's."""

    text: str
    is_sure: bool = True


def own_words(text):
    """The sender's own words in the text of a message."""
    lines = [line.replace("\xa0", " ").rstrip() for line in text.splitlines()]
    above, is_sure = _above_headers(lines)
    pieces, is_clear = _between_quotes(above)
    signed = [_without_signature(piece) for piece in pieces]
    own = ["\n".join(piece).strip() for piece, _ends_clearly in signed]
    own = [piece for piece in own if piece]
    # Answers between quoted lines make no sense without what they answer.
    is_sure = is_sure and is_clear and len(own) < 2 and all(ends_clearly for _piece, ends_clearly in signed)
    has_more = len(above) < len(lines)
    return OwnWords("\n\n".join(own), is_sure and not (has_more and any(map(POINTS_BELOW.search, own))))


def _is(pattern, line):
    return len(line) <= LONGEST_LINE and pattern.fullmatch(line.strip()) is not None


def _above_headers(lines):
    """(the lines above the headers that begin a quote without marks, whether that is for certain)."""
    for at, line in enumerate(lines):
        if _is(FORWARDED, line):
            return lines[:at], False
        is_rule = _is(RULE, line)
        first = at + 1 if is_rule else at
        if (is_rule and line.strip().startswith("-")) or _begins_headers(lines[first : first + FIELD_LINES]):
            return lines[:at], True
    return lines, True


def _begins_headers(lines):
    """Whether these lines begin with who wrote, and go on with at least two of when, to whom, about what."""
    block = [line for line in lines if line.strip()]
    if not block or not _is(FIELDS[0], block[0]):
        return False
    return sum(any(_is(field, line) for line in block) for field in FIELDS[1:]) >= 2


def _between_quotes(lines):
    """(the pieces before, between and after what is quoted behind >, whether they are for certain)."""
    pieces, is_clear, in_quote = [[]], True, False
    for line in lines:
        if line.startswith(">"):
            if not in_quote:
                pieces[-1] = _without_attribution(pieces[-1])
                pieces.append([])
            in_quote = True
        elif line.strip():
            in_quote = False
            pieces[-1].append(line)
        elif not in_quote:
            pieces[-1].append(line)
    for piece in pieces:
        for at, line in enumerate(piece):
            if _is(ATTRIBUTION, line):
                # A quote without marks follows, or it is what somebody says of another.
                del piece[at:]
                is_clear = False
                break
    return pieces, is_clear


def _without_attribution(lines):
    """These lines, which a quote follows, without who wrote it and when."""
    lines = _until(lines, lambda line: line.strip())
    for count in range(1, ATTRIBUTION_LINES + 1):
        if count <= len(lines) and _is(ATTRIBUTION, " ".join(lines[-count:])):
            return lines[:-count]
    return lines


def _until(lines, is_last):
    """These lines as far as the last one that `is_last` holds for."""
    end = next((end for end in range(len(lines), 0, -1) if is_last(lines[end - 1])), 0)
    return lines[:end]


def _without_signature(lines):
    """(the lines above the signature, whether that is for certain)."""
    lines = _until(lines, lambda line: line.strip() and not _is(MACHINE_SIGNATURE, line))
    for pattern in (SIGNATURE_MARK, FAREWELL):
        at = next((at for at in range(len(lines) - 1, -1, -1) if _is(pattern, lines[at])), None)
        if at is None:
            continue
        below = [line for line in lines[at + 1 :] if line.strip()]
        if len(below) > SIGNATURE_LINES or any(_is(POSTSCRIPT, line) for line in below):
            return lines, False
        lines = lines[:at]
    return lines, True
