"""Pages of made-up sites: articles of their own, and what the site puts into each."""

import random

from real_program import PARAGRAPHS, page

SHARED = "The Alder Courier is owned by its readers and has no shareholders to please, and every member has one vote."
WORDS = sorted({word.strip(".,").lower() for text in PARAGRAPHS for word in text.split()})


def article(number, count=6):
    """Paragraphs that no other number has."""
    words = random.Random(number)
    return [" ".join(words.choices(WORDS, k=30)).capitalize() + f", the report number {number} says." for _ in range(count)]


def site_page(number, site="courier.example", shared=SHARED, paragraphs=None):
    """An article, with what the site shares in the middle of it."""
    paragraphs = list(paragraphs or article(number))
    if shared:
        paragraphs.insert(len(paragraphs) - 2, shared)
    address = f'<link rel="canonical" href="https://www.{site}/{number}"><title>' if site else "<title>"
    return page(f"Report number {number} of the week", paragraphs).replace(b"<title>", address.encode())
