"""Finding what belongs to one person: addresses, phone numbers, accounts, cards, the number of French social security.

Numbers that carry a check digit must pass it, so that a price, a date or a mileage is none of these.
"""

from __future__ import annotations

import re

_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} ?(?:@|\((?:at|arobase)\)|\[(?:at|arobase)\]) ?"
    r"[^\W_][\w-]{0,62}(?:\.[^\W_][\w-]{0,62}){1,4}",
    re.IGNORECASE,
)
_PHONES = (
    # French: pairs, all with the same sign between.
    re.compile(
        r"(?<![\w.,+])(?:(?:\+|00)33[ .-]?(?:\(0\) ?)?[1-9]|0[1-9])"
        r"(?P<sign>[ ./-]?)\d\d(?:(?P=sign)\d\d){3}(?![\w]|[.,]\d)"
    ),
    # British: as people group them.
    re.compile(
        r"(?<![\w.,+])0(?:\d{10}|\d{4} \d{6}|\d{4} \d{3} \d{3}|\d{2} \d{4} \d{4}|\d{3} \d{3} \d{4})(?![\w]|[.,]\d)"
    ),
    # North American.
    re.compile(r"(?<![\w.,+])(?:\(\d{3}\) ?|[2-9]\d{2}[.-])[2-9]\d{2}[ .-]\d{4}(?![\w]|[.,]\d)"),
)
_INTERNATIONAL = re.compile(r"(?<![\w.,+])(?:\+|00)([1-9](?:[ ./()-]{0,2}\d){7,14})(?![ ./()-]{0,2}\d)")
_CARD = re.compile(r"(?<![\w.,])[2-6](?:[ -]?\d){12,18}(?![\w]|[.,]\d)")
_IBAN = re.compile(r"(?<![^\W_])[a-z]{2}\d{2}(?: ?[a-z0-9]){11,30}", re.IGNORECASE)
_NIR = re.compile(
    r"(?<![\w.,])([12] ?\d\d ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d\d|2[AB]) ?\d{3} ?\d{3})(?: ?[/-]? ?(\d\d))?(?!\w)",
    re.IGNORECASE,
)

# ISO 13616: how long the account number of a country is, so that the words behind it are not read along.
_IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
    "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IS": 26,
    "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MA": 28, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28,
    "PT": 25, "QA": 29, "RO": 24, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26, "UA": 29,
}  # fmt: skip


def has_personal_data(text: str) -> bool:
    """Whether `text` has an e-mail address, a phone number, a bank account, a card or a social security number."""
    return (
        _MAIL.search(text) is not None
        or any(pattern.search(text) for pattern in _PHONES)
        or any(_is_international(match[1]) for match in _INTERNATIONAL.finditer(text))
        or any(_is_card(match[0]) for match in _CARD.finditer(text))
        or any(_is_iban(match[0]) for match in _IBAN.finditer(text))
        or any(_is_nir(match) for match in _NIR.finditer(text))
    )


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdecimal())


def _is_international(number: str) -> bool:
    # "+10 000 000" is a round figure.
    return not _digits(number).endswith("000000")


def _is_card(text: str) -> bool:
    """ISO/IEC 7812: the last digit makes the sum a multiple of ten (Luhn)."""
    digits = [int(digit) for digit in reversed(_digits(text))]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return len(set(digits)) > 1 and (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _is_iban(text: str) -> bool:
    """ISO 7064, MOD 97-10, on as many characters as the country's numbers have."""
    number = text.replace(" ", "").upper()
    length = _IBAN_LENGTHS.get(number[:2], 0)
    if not length or len(number) < length:
        return False
    moved = number[4:length] + number[:4]
    return moved.isascii() and int("".join(str(int(char, 36)) for char in moved)) % 97 == 1


def _is_nir(match: re.Match[str]) -> bool:
    """The key is 97 minus the rest of the number by 97; Corsica's 2A and 2B count as 19 and 18.

    Without its key a number is taken for one when it is spaced like one.
    """
    number, key = match[1], match[2]
    if key is None:
        return number.count(" ") >= 4
    plain = number.replace(" ", "").upper().replace("2A", "19").replace("2B", "18")
    return plain.isdecimal() and int(key) == 97 - int(plain) % 97
