"""Take a font out of the file."""

import pikepdf


def spoil(pdf: pikepdf.Pdf) -> None:
    """Take a font out of the file."""
    fonts = next(page.resources.Font for page in pdf.pages if "/Font" in page.resources)
    font = next(iter(fonts.values()))
    del font.DescendantFonts[0].FontDescriptor["/FontFile2"]
