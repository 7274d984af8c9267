"""Slides from boxes of editable text, pictures and tables, in one style."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pptx.dml.color import RGBColor
    from pptx.presentation import Presentation
    from pptx.slide import Slide

INK, SOFT, ACCENT, LINE, WASH, PAPER = "2A241E", "6F665C", "D95F0E", "E9E2D8", "FDF1E6", "FFFDFA"
SERIF, SANS = "Georgia", "Calibri"
WIDTH, HEIGHT = 13.333, 7.5
"""Inches: 16 to 9."""
MOMENT = (2000, 1, 1, 0, 0, 0)
"""When everything in the file was made, so that the same deck is the same bytes."""
UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style; `size` in points."""

    text: str
    size: float = 11
    bold: bool = False
    italic: bool = False
    colour: str = INK
    font: str = SANS


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in inches."""

    x: float
    y: float
    width: float
    height: float


Paragraph = Sequence[Run]
FIRST_SHAPE = 2
"""Place of the hindmost shape among a slide's elements."""
TITLE_PLACE = Box(0.5, 0.35, WIDTH - 2.2, 0.75)


def begin(title: str, author: str) -> Presentation:
    """An empty deck of wide slides."""
    import datetime as dt

    import pptx
    from pptx.util import Inches

    made = pptx.Presentation()
    made.slide_width, made.slide_height = Inches(WIDTH), Inches(HEIGHT)
    core = made.core_properties
    core.title, core.author, core.last_modified_by = clean(title), clean(author), "Satsuma"
    core.created = core.modified = dt.datetime(*MOMENT[:3])
    core.revision = 1
    return made


def add_slide(deck: Presentation, title: str, place: Box = TITLE_PLACE, size: float = 24) -> Slide:
    """A slide with nothing but its ground, its line and its title."""
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[5])
    paint(slide, PAPER)
    put_text(slide, place, [[Run(title, size, True, font=SERIF)]], shape=slide.shapes.title)
    add_bar(slide, Box(0, 0, WIDTH, 0.09), ACCENT)
    return slide


def colour_of(code: str) -> RGBColor:
    """Six hexadecimal digits as a colour."""
    from pptx.dml.color import RGBColor

    make: Any = RGBColor
    colour: RGBColor = make(*bytes.fromhex(code))
    return colour


def paint(slide: Slide, colour: str) -> None:
    fill = slide.background.fill
    fill.solid()
    fill.fore_color.rgb = colour_of(colour)


def add_bar(slide: Slide, box: Box, colour: str) -> None:
    """A plain rectangle behind everything else."""
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.util import Inches

    shape = slide.shapes.add_shape(
        MSO_SHAPE.RECTANGLE, *(Inches(each) for each in (box.x, box.y, box.width, box.height))
    )
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour_of(colour)
    shape.line.fill.background()
    shape.shadow.inherit = False
    tree: Any = slide.shapes._spTree
    tree.insert(FIRST_SHAPE, shape._element)


def put_text(
    slide: Slide, box: Box, paragraphs: Sequence[Paragraph], *, gap: float = 2, shape: Any = None
) -> None:
    """An editable text box; `gap` is the space after each paragraph in points."""
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
    from pptx.util import Inches, Pt

    places = [Inches(each) for each in (box.x, box.y, box.width, box.height)]
    if shape is None:
        shape = slide.shapes.add_textbox(*places)
    else:
        shape.left, shape.top, shape.width, shape.height = places
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for i, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        paragraph.space_after, paragraph.alignment = Pt(gap), PP_ALIGN.LEFT
        for run in runs:
            part = paragraph.add_run()
            part.text = clean(run.text)
            font = part.font
            font.size, font.bold, font.italic, font.name = Pt(run.size), run.bold, run.italic, run.font
            font.color.rgb = colour_of(run.colour)


def put_picture(slide: Slide, png: bytes, box: Box, words: str) -> None:
    """A picture as large as fits into the box, in its upper left corner; `words` say what it shows."""
    from pptx.util import Emu, Inches

    shape = slide.shapes.add_picture(io.BytesIO(png), Inches(box.x), Inches(box.y))
    scale = min(Inches(box.width) / shape.width, Inches(box.height) / shape.height)
    shape.width, shape.height = Emu(int(shape.width * scale)), Emu(int(shape.height * scale))
    described: Any = shape._element
    described.nvPicPr.cNvPr.set("descr", clean(words))


def add_notes(slide: Slide, text: str) -> None:
    """What the speaker reads below the slide."""
    frame = slide.notes_slide.notes_text_frame
    assert frame is not None
    frame.text = clean(text)


def clean(text: str) -> str:
    """Text without control characters, and without those that turn its direction."""
    return UNSAFE.sub("\ufffd", text)


def finish(deck: Presentation) -> bytes:
    """The file, every part of it made at the same moment."""
    written = io.BytesIO()
    deck.save(written)
    out = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return out.getvalue()
