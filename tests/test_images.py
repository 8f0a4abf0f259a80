"""Images in the finished file, and what stands where there is none."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from publisher.check import check
from publisher.images import read_image
from publisher.load import load
from publisher.model import Severity
from tests import geometry
from tests.books import make_book, page_texts, words_outside
from tests.conftest import build_at
from tests.test_render import render

LABELLED = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60"><title>t</title>'
    '<text x="10" y="30" font-size="20">Labelled</text>{0}</svg>'
)
_POINTER = "it is a pointer of Git LFS, and `git lfs pull` fetches the image"
REMOTE = '<image href="https://example.org/x.png" width="9" height="9"/>'


def picture(
    size: tuple[int, int] = (300, 200),
    kind: str = "PNG",
    turned: int | None = None,
    mode: str = "RGB",
) -> bytes:
    """An image file: its left half red, its right half blue."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    exif = Image.Exif()
    if turned:
        exif[0x0112] = turned
    target = io.BytesIO()
    image.convert(mode).save(target, kind, exif=exif) if turned else image.convert(mode).save(
        target, kind
    )
    return target.getvalue()


def images_of(path: Path) -> list[tuple[int, int]]:
    """The pixels of every image in a file, as they are stored."""
    with pikepdf.open(path) as pdf:
        return [
            (int(item.Width), int(item.Height))
            for item in pdf.objects
            if isinstance(item, pikepdf.Stream)
            and item.get("/Subtype") == "/Image"
            and item.get("/ColorSpace") != "/DeviceGray"
        ]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.png", picture(), (300, 200, "")),
        ("a.jpg", picture(kind="JPEG", turned=6), (200, 300, "")),
        ("a.webp", picture(kind="WEBP"), (300, 200, "")),
        ("a.gif", picture(kind="GIF"), (300, 200, "")),
        ("no-ending", picture(), (300, 200, "")),
        ("a.svg", LABELLED.format("").encode(), (200, 60, "")),
        ("a.svg", b'<svg width="2in" height="96"/>', (192, 96, "")),
        ("a.svg", b"<svg", (0, 0, "it is no SVG that can be read")),
        ("a.png", b"", (0, 0, "the file is empty")),
        ("a.png", b"not an image", (0, 0, "it is no image that can be read")),
        ("a.png", b"%PDF-1.7 ...", (0, 0, "it is a PDF, not an image")),
        ("a.png", b"version https://git-lfs.github.com/spec/v1\n", (0, 0, _POINTER)),
        ("a.avif", b"\0\0\0\x1cftypavif broken", (0, 0, "it is no image that can be read")),
    ],
)
def test_an_image_file_is_known_by_its_content(
    tmp_path: Path, name: str, content: bytes, expected: tuple[float, float, str]
) -> None:
    (tmp_path / name).write_bytes(content)
    found = read_image(tmp_path / name)
    assert (found.width, found.height, found.fault) == expected


def test_an_image_of_more_pixels_than_memory_is_a_fault(tmp_path: Path) -> None:
    header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    import zlib

    header += zlib.crc32(header[12:]).to_bytes(4, "big") + b"\0\0\0\0IDAT"
    (tmp_path / "a.png").write_bytes(header)
    assert read_image(tmp_path / "a.png").fault == "it has too many pixels"


@pytest.mark.parametrize("written", ["![words](x.png)", '<img src="x.png" alt="words">'])
def test_an_image_that_cannot_be_read_is_a_warning_and_a_box(tmp_path: Path, written: str) -> None:
    book = make_book(tmp_path / "book", {"a.md": f"# A\n\n{written}\n", "x.png": b"broken"})
    [problem] = check(load(book)[0])
    assert (problem.code, problem.line, problem.severity) == (
        "image-unreadable",
        3,
        Severity.WARNING,
    )
    text = " ".join(page_texts(build_at(book).path))
    assert "words Image not printed: it cannot be read x.png" in text


def test_a_drawing_that_needs_the_network_is_printed_without_and_told(tmp_path: Path) -> None:
    files = {"a.md": "# A\n\n![words](x.svg)\n", "x.svg": LABELLED.format(REMOTE)}
    book = make_book(tmp_path / "book", files)
    built = build_at(book)
    assert [(problem.code, problem.line) for problem in built.problems] == [("image-remote", 3)]
    assert "Labelled" in " ".join(page_texts(built.path))


def test_a_remote_image_is_a_box_with_its_words_and_address(tmp_path: Path) -> None:
    html = render(tmp_path, "![the words](https://e.org/x.png)")
    assert '<span class="unprinted-words">the words</span>' in html
    assert '<span class="unprinted-address">https://e.org/x.png</span>' in html


@pytest.mark.parametrize(
    "written",
    [
        "In a ![word](https://e.org/x.png) line",
        "[![word](https://img.shields.io/x.svg)](https://e.org)",
        "![word](https://img.shields.io/x.svg)",
        "![word](https://e.org/1.png) ![b](https://e.org/2.png)",
        "<img src='https://e.org/x.png' width=20 alt=word>",
        "## Head ![word](no.png)",
        "| a |\n| - |\n| ![word](no.png) |",
        "- ![word](no.png)",
    ],
)
def test_an_image_in_a_line_that_is_not_printed_is_marked_in_the_line(
    tmp_path: Path, written: str
) -> None:
    html = render(tmp_path, written)
    assert '<span class="unprinted-inline">word</span>' in html
    assert "figure" not in html
    assert "unprinted-image" not in html


def test_a_lone_image_in_a_link_is_a_figure(tmp_path: Path) -> None:
    make_book(tmp_path, {"x.png": picture()})
    html = render(tmp_path, '[![word](x.png "Title")](https://e.org)')
    assert "<figure" in html
    assert "</a><figcaption>Title</figcaption></figure>" in html


def test_a_small_image_stays_in_its_line_at_its_size(tmp_path: Path) -> None:
    make_book(tmp_path, {"x.png": picture((90, 20))})
    html = render(tmp_path, "![word](x.png)")
    assert 'class="icon"' in html
    assert "figure" not in html


def test_a_wide_and_low_image_takes_the_space_beside_the_column(tmp_path: Path) -> None:
    make_book(tmp_path, {"x.png": picture((900, 100)), "y.png": picture((900, 800))})
    html = render(tmp_path, "![x](x.png)\n\n![y](y.png)\n\n> ![z](x.png)")
    assert html.count('<figure class="wide"') == 1
    assert html.count("<figure") == 3


@pytest.mark.parametrize(
    ("written", "style"),
    [
        ('<img src="x.png" alt="w" width="50%" height="10">', "width: 50%"),
        ('<img src="x.png" alt="w" height=120>', "height: 120px"),
        ('<img src="x.png" alt="w" width="120" style="color: red">', "width: 120px"),
        ("![w](x.svg)", "width: 200px"),
    ],
)
def test_a_size_that_is_written_counts(tmp_path: Path, written: str, style: str) -> None:
    make_book(tmp_path, {"x.png": picture(), "x.svg": LABELLED.format("")})
    html = render(tmp_path, written)
    assert f'<img style="{style}"' in html
    assert "red" not in html


def test_decoration_in_html_needs_no_words(tmp_path: Path) -> None:
    book = make_book(tmp_path, {"a.md": '# A\n\n<img src="x.png" alt="">\n', "x.png": picture()})
    assert check(load(book)[0]) == ()


def test_images_are_found_by_every_kind_of_path(tmp_path: Path) -> None:
    paths = ("b/x y.png", "b/x%20y.png", "<b/x y.png>", "/c/d.png", "./b/../c/d.png?raw=true")
    text = "\n\n".join(f"![w]({path})" if path != "b/x y.png" else "x" for path in paths)
    book = make_book(
        tmp_path,
        {"a.md": f"# A\n\n{text}\n", "b/x y.png": picture(), "c/d.png": picture()},
    )
    assert check(load(book)[0]) == ()


@pytest.fixture(scope="module")
def album(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of images that are hard to set."""
    names = (
        "huge.png",
        "huge.jpg",
        "tall.png",
        "wide.gif",
        "palette.png",
        "alpha.webp",
        "label.svg",
    )
    text = "\n\n".join(f'![{name}]({name} "Caption of {name}")' for name in names)
    files: dict[str, str | bytes] = {
        "a.md": f"# A\n\n{text}\n\n![1](alpha.webp) ![2](alpha.webp)\n![3](alpha.webp)\n\n"
        "| a | b |\n| - | - |\n| ![in a cell](huge.jpg) | ![and](huge.jpg) |\n",
        "huge.png": picture((6000, 4000)),
        "huge.jpg": picture((5000, 3000), "JPEG"),
        "tall.png": picture((400, 6000)),
        "wide.gif": picture((3000, 100), "GIF"),
        "palette.png": picture(mode="P"),
        "alpha.webp": picture(kind="WEBP", mode="RGBA"),
        "label.svg": LABELLED.format(""),
    }
    built = build_at(make_book(tmp_path_factory.mktemp("album") / "book", files))
    # Those of 300 × 200 pixels print at 96 dpi, as large as on a screen.
    assert {problem.code for problem in built.problems} == {"proof-image"}
    return built.path


def test_huge_images_are_scaled_to_300_dots_an_inch(album: Path) -> None:
    sizes = images_of(album)
    assert len(sizes) >= 6
    # The column is 122 mm wide: 1,441 dots at 300 to the inch; and 180 mm is the highest image.
    assert max(width for width, _height in sizes) <= 1950
    assert max(height for _width, height in sizes) <= 2130


def test_images_stay_within_the_text_and_keep_their_captions(album: Path) -> None:
    document = pypdfium2.PdfDocument(album)
    for index, page in enumerate(document):
        for item in page.get_objects(filter=[3]):
            left, foot, right, head = item.get_bounds()
            assert left >= geometry.LEFT - 1, index
            assert right <= geometry.RIGHT + 1, index
            assert foot >= geometry.FOOT - 1, index
            assert head <= geometry.HEAD + 1, index
    document.close()
    pages = page_texts(album)
    for name in ("huge.png", "tall.png", "label.svg"):
        assert sum(f"Caption of {name}" in page for page in pages) == 1
    assert any("Labelled" in page for page in pages)
    assert words_outside(album) == []


def test_a_turned_photograph_is_printed_upright(tmp_path: Path) -> None:
    photograph = picture((300, 200), "JPEG", turned=6)
    book = make_book(tmp_path / "book", {"a.md": "# A\n\n![w](x.jpg)\n", "x.jpg": photograph})
    path = build_at(book).path
    assert images_of(path) == [(200, 300)]
    document = pypdfium2.PdfDocument(path)
    [(page, item)] = [(p, i) for p in document for i in p.get_objects(filter=[3])]
    left, foot, right, head = item.get_bounds()
    drawn = page.render(scale=1).to_pil()
    middle = int((left + right) / 2)
    upper = drawn.getpixel((middle, int(842 - head + 5)))
    lower = drawn.getpixel((middle, int(842 - foot - 5)))
    document.close()
    assert upper[0] > 200 > upper[2]  # red: what was its left half is its upper one
    assert lower[2] > 200 > lower[0]
