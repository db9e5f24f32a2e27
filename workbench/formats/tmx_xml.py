"""The XML of TMX files, one unit at a time, from hands we do not know."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from lxml import etree

from workbench.errors import BadInput, Problem
from workbench.formats.encoding import opened
from workbench.formats.tmx_units import Element


def unit_elements(path: Path) -> Iterator[Element]:
    """Yield the `tu` elements of a file; each is thrown away when the next is asked for.

    When the last is gone the tree holds root, header, and the last unit. No DTD is loaded, no
    entity is replaced, and a file that declares entities is refused: neither other files nor
    more memory than a unit needs can be had through it.

    Raises BadInput, with the line, for XML that is damaged, declares entities, or is no TMX.
    """
    with opened(path) as file:
        events = etree.iterparse(
            file,
            tag="{*}tu",
            remove_comments=True,
            remove_pis=True,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
        )
        root: Element | None = None
        try:
            for _, tu in events:
                if root is None:
                    root = _trusted(path, tu.getroottree().getroot())
                yield tu
                _forget_before(tu)
        except etree.XMLSyntaxError as error:
            raise BadInput([Problem(str(path), error.lineno or None, _told(error))]) from error
        if root is None:
            _trusted(path, events.root)


def line_of(element: Element) -> int | None:
    """Return the line an element begins on, from 1."""
    return cast("int | None", element.sourceline)


def is_entity(node: Element) -> bool:
    """Return whether a node is an entity that nothing stands for."""
    return node.tag is etree.Entity


def _trusted(path: Path, root: Element) -> Element:
    if _declares_entities(root):
        raise BadInput(
            [Problem(str(path), None, "declares entities; expected plain text in the segments")],
            hint="a translation memory needs none; export it again from where it comes from",
        )
    if etree.QName(root).localname != "tmx":
        what = f"expected a TMX file, found the element <{etree.QName(root).localname}>"
        raise BadInput([Problem(str(path), line_of(root), what)])
    return root


def _declares_entities(root: Element) -> bool:
    declared: Any = root.getroottree().docinfo.internalDTD
    return declared is not None and any(True for _ in declared.iterentities())


def _forget_before(tu: Element) -> None:
    body = tu.getparent()
    while body is not None and tu.getprevious() is not None:
        del body[0]


def _told(error: etree.XMLSyntaxError) -> str:
    message = str(error.msg).rsplit(", line ", 1)[0]
    return f"damaged XML: {message}"
