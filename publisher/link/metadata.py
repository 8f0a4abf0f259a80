"""What the file says of itself: labels of its pages, title, authors, language, dates."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Pdf, String

from publisher import __version__
from publisher.model import Handbook, Pagination
from publisher.moment import moment_of

PRODUCER = f"Handbook publisher {__version__}"


def write_page_labels(pdf: Pdf, pagination: Pagination) -> None:
    """Label pages as they are numbered in print (ISO 32000-1, 12.4.2)."""
    ranges = Array()
    if pagination.roman_count:
        ranges.append(0)
        ranges.append(Dictionary(S=Name.r))
    if pagination.roman_count < len(pagination.labels):
        ranges.append(pagination.roman_count)
        ranges.append(Dictionary(S=Name.D, St=1))
    pdf.Root.PageLabels = Dictionary(Nums=ranges)


def write_metadata(pdf: Pdf, handbook: Handbook) -> None:
    """Write document information and XMP, both saying the same."""
    stamp = moment_of(handbook).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    title = f"{handbook.title}: {handbook.subtitle}" if handbook.subtitle else handbook.title
    pdf.Root.Lang = String(handbook.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if handbook.direction == "rtl":  # pages are turned the other way, side by side too
        pdf.Root.ViewerPreferences.Direction = Name.R2L
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as xmp:
        xmp["dc:title"] = title
        if handbook.authors:
            xmp["dc:creator"] = list(handbook.authors)
        xmp["dc:language"] = {handbook.language}
        if handbook.description:
            xmp["dc:description"] = handbook.description
        if handbook.keywords:
            xmp["dc:subject"] = set(handbook.keywords)
            xmp["pdf:Keywords"] = ", ".join(handbook.keywords)
        if handbook.organisation:
            xmp["dc:publisher"] = [handbook.organisation]
        xmp["xmp:CreatorTool"] = PRODUCER
        xmp["pdf:Producer"] = PRODUCER
        xmp["xmp:CreateDate"] = stamp
        xmp["xmp:ModifyDate"] = stamp
        xmp["xmp:MetadataDate"] = stamp
