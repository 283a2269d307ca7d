"""Pictures without what the camera tells of place, time and owner."""

import io
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from portal.files.kinds import JPEG, Kind, Reason, Refused

MOST_PIXELS = 60_000_000
QUALITY = 92


def strip_image(data: bytes, kind: Kind) -> bytes:
    """The same picture, turned the right way up, with its colours and nothing else; raises Refused."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    expected = "JPEG" if kind is JPEG else "PNG"
    try:
        with Image.open(io.BytesIO(data), formats=(expected,)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Refused(Reason.LARGE)
            opened.load()
            picture = ImageOps.exif_transpose(opened)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Refused(Reason.BROKEN) from error
    kept: dict[Any, Any] = {
        name: picture.info[name] for name in ("icc_profile", "transparency") if name in picture.info
    }
    picture.info = kept
    clean = io.BytesIO()
    if kind is JPEG:
        picture.save(clean, "JPEG", quality=QUALITY, **kept)
    else:
        picture.save(clean, "PNG", **kept)
    return clean.getvalue()


def without_segments(data: bytes) -> bytes:
    """A JPEG stream without its application data and comments (but for colours), its picture untouched."""
    if not data.startswith(b"\xff\xd8"):
        return data
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xDA:
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        # APP0 (form), APP2 (colour profile) and APP14 (kind of colours) are needed to show it.
        if not (0xE1 <= marker <= 0xEF and marker not in (0xE2, 0xEE)) and marker != 0xFE:
            kept.append(data[at:end])
        at = end
    return b"".join([*kept, data[at:]])
