"""Zipped XML without its dangers: bounded sizes, no entities, no network."""

import zipfile
from typing import Final

from lxml import etree

from congvu.oversight.proofreading.errors import CannotRead, Reason

MOST_BYTES: Final = 80 * 1024 * 1024  # of one part, unpacked
_CHUNK: Final = 1 << 20


def xml_part(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """Return the root of one part, None when it is missing; raises CannotRead when it is unsafe."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.file_size > MOST_BYTES:
        raise CannotRead(Reason.BOMB)
    content = bytearray()
    with archive.open(info) as part:
        while chunk := part.read(_CHUNK):
            content += chunk
            if len(content) > MOST_BYTES:
                raise CannotRead(Reason.BOMB)
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:4096]:
        raise CannotRead(Reason.ENTITIES)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    try:
        return etree.fromstring(bytes(content), parser)
    except etree.XMLSyntaxError as error:
        raise CannotRead(Reason.BROKEN) from error
