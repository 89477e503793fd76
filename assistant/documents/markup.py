"""HTML fragments, as feeds and article objects carry them → text with one paragraph a line."""

from __future__ import annotations

import re

# With these a text is markup; a lone `<` or `&` in prose is not.
_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|blockquote|figure|img|table|article|section)\b[^<>]*>",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    """address article aside blockquote br caption dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li
    main ol p pre section table tbody td th thead tr ul""".split()  # noqa: SIM905 - forty quoted strings read worse
)
_UNREAD = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg", "form", "button"})


def looks_like_markup(text: str) -> bool:
    """Return whether the text holds a tag that articles are marked up with."""
    return bool(_TAG.search(text))


def text_of(fragment: str) -> str:
    """Return the text of an HTML fragment: entities resolved, no tags or scripts, one paragraph or list item a line."""
    from trafilatura import load_html

    tree = load_html(f"<html><body><div>{fragment}</div></body></html>")
    if tree is None:
        return ""
    for element in list(tree.iter()):
        if element.tag in _UNREAD:
            # Not `drop_tree`: it copies the text before each such element, over and over.
            element.clear(keep_tail=True)
        edge = "\n" if element.tag in _BLOCKS else ""
        bullet = "- " if element.tag == "li" else ""
        # Line ends in the source of a page are blanks; only elements end a line.
        element.text = edge + bullet + re.sub(r"\s+", " ", element.text or "")
        element.tail = edge + re.sub(r"\s+", " ", element.tail or "")
    lines = (" ".join(line.split()) for line in str(tree.text_content()).split("\n"))
    return "\n".join(line for line in lines if line not in ("", "-"))
