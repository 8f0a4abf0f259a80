"""Reading order for a folder without handbook.yaml: SUMMARY.md, mkdocs.yml, or names in order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

from publisher.load.by_name import parts_by_name
from publisher.load.files import is_file, is_inside
from publisher.load.mkdocs import plan_from_mkdocs
from publisher.load.plan import Plan, PlannedChapter, PlannedPart
from publisher.load.site import MKDOCS_NAMES, Site, read_site
from publisher.load.summary import plan_from_summary
from publisher.markdown.file_names import bare_name

_SUMMARIES = ("SUMMARY.md", "src/SUMMARY.md", "docs/SUMMARY.md", "_sidebar.md", "docs/_sidebar.md")


def discover(root: Path) -> Plan:
    """The plan of a folder nobody wrote for this publisher; `title` where its settings give one."""
    site = read_site(root)
    plan = _listed(root, site)
    if not any(part.chapters for part in plan.parts):
        parts = parts_by_name(root, site.folder, site.collections)
        if not parts and site.folder.parts:
            parts = parts_by_name(root, PurePosixPath("."))
        plan = replace(plan, parts=parts, listed_in=None, assets=site.folder)
    return replace(plan, title=site.title, site=site.address)


def _listed(root: Path, site: Site) -> Plan:
    """The plan in a list of chapters, an empty one where there is none."""
    for name in dict.fromkeys((str(site.folder / site.summary), *_SUMMARIES)):
        if is_file(root / name) and is_inside(root, root / name):
            plan = plan_from_summary(root, PurePosixPath(name))
            return plan if site.kind == "mdBook" else _with_introduction(root, plan)
    for name in MKDOCS_NAMES:
        if is_file(root / name) and is_inside(root, root / name):
            return plan_from_mkdocs(root, name, site.folder)
    return Plan(())


def _with_introduction(root: Path, plan: Plan) -> Plan:
    """GitBook's README beside the list comes first, listed or not."""
    listed = {chapter.path for part in plan.parts for chapter in part.chapters}
    for name in ("README.md", "readme.md", "Readme.md"):
        readme = plan.assets / name
        if plan.parts and is_file(root / readme) and is_inside(root, root / readme):
            first = plan.parts[0]
            if any(bare_name(path) == bare_name(readme) for path in listed):
                return plan
            introduction = PlannedPart(None, (PlannedChapter(readme),))
            if first.title is None:
                introduction = replace(first, chapters=(PlannedChapter(readme), *first.chapters))
                return replace(plan, parts=(introduction, *plan.parts[1:]))
            return replace(plan, parts=(introduction, *plan.parts))
    return plan
