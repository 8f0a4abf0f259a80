"""Leave out three lines of a page."""

import pikepdf


def spoil(pdf: pikepdf.Pdf) -> None:
    """Leave out three lines of a page."""
    page = next(page for page in pdf.pages if page.label == "1")
    kept = []
    count = 0
    for instruction in pikepdf.parse_content_stream(page):
        count += str(instruction.operator) == "ET"
        if str(instruction.operator) != "TJ" or not 20 <= count < 26:
            kept.append(instruction)
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
