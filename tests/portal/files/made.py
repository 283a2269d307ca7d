"""Files as people send them in, with everything in them that nobody should get to see."""

import io
import math
import random
import zipfile

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

AUTHOR = "Karin Svensson"
CAMERA = "Nordkamera 7"


def jpeg(*, turned: bool = False) -> bytes:
    picture = Image.new("RGB", (60, 30), "navy")
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = CAMERA, AUTHOR
    exif.get_ifd(0x8825).update({1: "N", 2: (59.0, 17.0, 6.0)})
    if turned:
        exif[0x0112] = 6
    data = io.BytesIO()
    picture.save(data, "JPEG", exif=exif, comment=f"taken by {AUTHOR}")
    return data.getvalue()


def png() -> bytes:
    told = PngInfo()
    told.add_text("Author", AUTHOR)
    data = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 90, 160, 128)).save(data, "PNG", pnginfo=told)
    return data.getvalue()


def noise(size: int) -> bytes:
    """A picture of so many bytes at least, for noise cannot be packed."""
    side = math.ceil(math.sqrt(size / 3))
    data = io.BytesIO()
    Image.frombytes("RGB", (side, side), random.Random(7).randbytes(side * side * 3)).save(data, "PNG")
    return data.getvalue()


def pdf(text: str = "Trappan vid torget kallas mork", *, password: str = "", script: bool = False) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(300, 200)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
    )
    drawn = DecodedStreamObject()
    drawn.set_data(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(drawn)
    writer.add_metadata({"/Author": AUTHOR, "/Creator": CAMERA})
    writer.add_attachment("lista.txt", f"{AUTHOR} 070-123 45 67".encode())
    if script:
        act = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('hej')")}
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(DictionaryObject(act))
    if password:
        writer.encrypt(password)
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def docx(text: str = "Trappan vid torget känns mörk.", **more: bytes) -> bytes:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts = {
        "[Content_Types].xml": b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
        "docProps/core.xml": f"<x><creator>{AUTHOR}</creator></x>".encode(),
        "docProps/app.xml": f"<x><Company>{AUTHOR}</Company></x>".encode(),
        "word/people.xml": f'<x w15:author="{AUTHOR}"/>'.encode(),
        "word/document.xml": (
            f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{word}"><w:body>'
            f'<w:p w:rsidR="00AB12CD"><w:ins w:id="1" w:author="{AUTHOR}"><w:r><w:t>{text}</w:t></w:r></w:ins></w:p>'
            "</w:body></w:document>"
        ).encode(),
        "word/media/image1.jpeg": jpeg(),
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.comment = AUTHOR.encode()
        for name, content in (parts | {name.replace("__", "/"): part for name, part in more.items()}).items():
            packed.writestr(name, content)
    return data.getvalue()
