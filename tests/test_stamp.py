"""A build in which nothing changed makes nothing, and only such a build."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.cache.libraries import loaded_libraries
from publisher.cache.place import IN_BOOK
from publisher.cache.stamp import Outcome, Stamps
from publisher.editions import EDITIONS
from tests.books import PNG, make_book

ROOT = Path(__file__).resolve().parent.parent
BOOK: dict[str, str | bytes] = {
    "handbook.yaml": "title: Stamped\nchapters: [a.md, b.md]\ndate: 2026-01-01\n",
    "a.md": "# A chapter\n\nWords.\n\n![](https://example.org/far.png)\n",
    "b.md": "# Another\n\nMore words.\n",
    "square.png": PNG,
}
HEAVY = ("weasyprint", "pikepdf", "jinja2", "markdown_it", "pydantic", "fontTools", "PIL", "babel")
# Runs the program and prints which modules it has imported
_SPY = """
import atexit, runpy, sys
program = sys.argv[1]
sys.argv = sys.argv[1:]
sys.path[0] = program.rpartition("/")[0]
atexit.register(lambda: print("imported:", *sorted(sys.modules), file=sys.stderr))
runpy.run_path(program, run_name="__main__")
"""


def publish(
    *arguments: str | Path, cwd: Path, environment: dict[str, str] | None = None
) -> tuple[str, str, set[str]]:
    """What a build prints, without its time, and the modules it imports."""
    done = subprocess.run(
        [sys.executable, "-c", _SPY, ROOT / "publish.py", *arguments],
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    errors, _, modules = done.stderr.partition("imported: ")
    return re.sub(r"\d+\.\d s$", "", done.stdout, flags=re.M), errors, set(modules.split())


def has_built(modules: set[str]) -> bool:
    return "publisher.build" in modules


# How the stamp of one edition holds, without a build


@pytest.fixture
def stamped(tmp_path: Path) -> Path:
    """A book with the stamp of an output that lies in it."""
    book = make_book(tmp_path / "book", BOOK)
    output = book / "dist" / "stamped.pdf"
    stamps = Stamps(book, EDITIONS)
    output.parent.mkdir()
    output.write_bytes(b"the PDF")
    stamps.keep("screen", output, _outcome(output), [str(tmp_path / "library.so")])
    return book


def _outcome(output: Path, *problems: dict[str, object]) -> Outcome:
    digest = hashlib.sha256(output.read_bytes()).hexdigest()
    return Outcome("stamped", 3, 7, digest, problems)


def holds(book: Path, edition: str = "screen", *, strict: bool = False) -> bool:
    stamps = Stamps(book, EDITIONS)
    found = stamps.find(edition, lambda slug: book / "dist" / f"{slug}.pdf", strict=strict)
    return found is not None


def test_a_stamp_holds_while_nothing_changes(stamped: Path) -> None:
    assert holds(stamped)
    assert holds(stamped, strict=True)
    assert not holds(stamped, "print")
    (stamped / ".git").mkdir()
    (stamped / ".git" / "HEAD").write_text("x")
    assert holds(stamped)
    moved = stamped.rename(stamped.parent / "moved")
    assert holds(moved)


@pytest.mark.parametrize(
    "change",
    [
        lambda book: (book / "a.md").write_text("# A chapter\n"),
        lambda book: (book / "square.png").write_bytes(PNG + b"\0"),
        lambda book: (book / "square.png").unlink(),
        lambda book: (book / "b.md").rename(book / "c.md"),
        lambda book: (book / "new.txt").write_text("x"),
        lambda book: (book / ".hidden").mkdir(),
        lambda book: (book / "link").symlink_to("a.md"),
        lambda book: os.utime(book / "a.md", (1e9, 1e9)),
        lambda book: (book / "dist" / "stamped.pdf").unlink(),
        lambda book: (book / "dist" / "stamped.pdf").write_bytes(b"the pdf"),
        lambda book: (book.parent / "library.so").write_bytes(b"other"),
        lambda book: shutil.rmtree(book / ".cache"),
    ],
)
def test_a_stamp_does_not_hold_when_something_changed(
    stamped: Path, change: Callable[[Path], object]
) -> None:
    change(stamped)
    assert not holds(stamped)


def test_the_repository_around_a_book_is_part_of_its_stamp(stamped: Path) -> None:
    (stamped.parent / ".git").mkdir()
    assert not holds(stamped)


def test_a_change_that_keeps_size_and_time_is_seen(stamped: Path) -> None:
    status = (stamped / "a.md").stat()
    text = (stamped / "a.md").read_text()
    (stamped / "a.md").write_text(text.replace("Words", "Sword"))
    os.utime(stamped / "a.md", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert not holds(stamped)


def test_a_large_file_is_known_by_its_size_and_times(stamped: Path) -> None:
    (stamped / "film.mp4").write_bytes(b"x" * 5_000_000)
    output = stamped / "dist" / "stamped.pdf"
    Stamps(stamped, EDITIONS).keep("screen", output, _outcome(output), [])
    assert holds(stamped)
    (stamped / "film.mp4").write_bytes(b"y" * 5_000_000)
    assert not holds(stamped)


@pytest.mark.parametrize("name", ["SOURCE_DATE_EPOCH", "LANG", "FONTCONFIG_FILE"])
def test_the_environment_is_part_of_a_stamp(
    stamped: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "86400")
    assert not holds(stamped)


def test_our_own_files_and_the_packages_are_part_of_a_stamp(
    stamped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path / "packages")
    assert not holds(stamped)
    monkeypatch.undo()
    assert holds(stamped)
    for name in ("publisher", "layouts", "styles"):
        shutil.copytree(ROOT / name, tmp_path / "top" / name, copy_function=shutil.copy2)
    shutil.copy2(ROOT / "publish.py", tmp_path / "top")
    monkeypatch.setattr("publisher.cache.stamp._TOP", tmp_path / "top")
    output = stamped / "dist" / "stamped.pdf"
    for name in ("publish.py", "publisher/marks.py", "layouts/base.html.j2", "styles/page.css"):
        Stamps(stamped, EDITIONS).keep("screen", output, _outcome(output), [])
        assert holds(stamped)
        with (tmp_path / "top" / name).open("a") as file:
            file.write("\n")
        assert not holds(stamped), name


def test_what_changes_while_a_book_is_built_is_not_taken_for_what_was_built(stamped: Path) -> None:
    output = stamped / "dist" / "stamped.pdf"
    stamps = Stamps(stamped, EDITIONS)
    (stamped / "a.md").write_text("# Changed meanwhile\n")
    stamps.keep("screen", output, _outcome(output), [])
    assert not holds(stamped)


def test_what_another_edition_wrote_is_no_source(stamped: Path) -> None:
    stamps = Stamps(stamped, EDITIONS)
    output = stamped / "dist" / "stamped-print.pdf"
    output.write_bytes(b"the other PDF")
    stamps.keep("print", output, _outcome(output), [])
    assert holds(stamped)
    output.write_bytes(b"the other PDF, made again")
    assert holds(stamped)


def test_a_strict_build_does_not_take_a_stamp_with_warnings(stamped: Path) -> None:
    output = stamped / "dist" / "stamped.pdf"
    told: dict[str, object] = {"code": "c", "message": "m", "path": None, "line": None, "hint": ""}
    told["severity"] = "warning"
    for problem, is_enough in ((told, False), ({**told, "severity": "note"}, True)):
        outcome = _outcome(output, problem)
        Stamps(stamped, EDITIONS).keep("screen", output, outcome, [])
        assert holds(stamped)
        assert holds(stamped, strict=True) is is_enough


@pytest.mark.parametrize(
    "change",
    [
        lambda stamp: [],
        lambda stamp: {},
        lambda stamp: {**stamp, "machine": []},
        lambda stamp: {**stamp, "outcome": {}},
        lambda stamp: {**stamp, "outcome": {**stamp["outcome"], "slug": "../dist/stamped"}},
        lambda stamp: {**stamp, "outcome": {**stamp["outcome"], "slug": 3}},
        lambda stamp: {
            **stamp,
            "outcome": {**stamp["outcome"], "problems": [{"severity": "note"}]},
        },
        lambda stamp: {**stamp, "outcome": {**stamp["outcome"], "problems": ["note"]}},
        lambda stamp: {**stamp, "outcome": {**stamp["outcome"], "problems": 3}},
        lambda stamp: {**stamp, "outcome": {**stamp["outcome"], "page_count": "3"}},
    ],
)
def test_a_foreign_stamp_is_none(stamped: Path, change: Callable[..., object]) -> None:
    stamps = Stamps(stamped, EDITIONS)
    stamp = stamps._read("screen")
    assert stamp is not None
    key = next(path.name for path in (stamped / IN_BOOK / "stamps").rglob("*") if path.is_file())
    stamps._store.put("stamps", key, json.dumps(change(stamp)).encode())
    assert not holds(stamped)
    stamps._store.put("stamps", key, json.dumps(stamp).encode())
    assert holds(stamped)


def test_a_folder_with_links_in_a_circle_is_looked_at_once(stamped: Path) -> None:
    (stamped / "again").symlink_to(".")
    (stamped / "nowhere").symlink_to("nowhere")
    os.mkfifo(stamped / "pipe")
    output = stamped / "dist" / "stamped.pdf"
    Stamps(stamped, EDITIONS).keep("screen", output, _outcome(output), [])
    assert holds(stamped)


def test_the_libraries_of_this_process_are_named() -> None:
    libraries = loaded_libraries()
    if libraries is None:
        pytest.skip("this machine does not tell")
    assert all(Path(name).is_file() for name in libraries)
    assert any("libc" in name for name in libraries)


# The same from outside


def test_a_build_in_which_nothing_changed_imports_and_makes_nothing(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", {**BOOK, "a.md": "# A chapter\n\nWords.\n"})
    first, errors, modules = publish("build", book, "-e", "all", cwd=tmp_path)
    assert (errors, has_built(modules)) == ("", True)
    outputs = {path: path.stat().st_mtime_ns for path in (tmp_path / "dist").iterdir()}
    assert len(outputs) == 2
    again, errors, modules = publish("build", book, "-e", "all", cwd=tmp_path)
    assert (again, errors, has_built(modules)) == (first, "", False)
    assert [name for name in (*HEAVY, "click") if name in modules] == []
    assert {path: path.stat().st_mtime_ns for path in outputs} == outputs
    fresh, _errors, modules = publish("build", book, "--fresh", cwd=tmp_path)
    assert has_built(modules)
    assert fresh in first
    assert not has_built(publish("build", book, cwd=tmp_path)[2])


def test_a_command_in_other_words_is_read_and_makes_nothing_either(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", {**BOOK, "a.md": "# A chapter\n\nWords.\n"})
    first = publish("build", book, cwd=tmp_path)[0]
    again, _errors, modules = publish("build", book, "--edition", "screen", cwd=tmp_path)
    assert (again, has_built(modules), "click" in modules) == (first, False, True)
    assert publish("build", book, "-e", "print", cwd=tmp_path)[0] != first
    assert publish("build", book, cwd=tmp_path)[0] == first


def test_the_same_is_told_as_then_and_a_strict_build_fails(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", {"a.md": "# A\n\n[x](no.md)\n"})
    first, errors, _modules = publish("build", book, cwd=tmp_path)
    assert "link-broken" in errors
    again, told, modules = publish("build", book, cwd=tmp_path)
    assert (again, told, has_built(modules)) == (first, errors, False)
    shown = publish("build", ".", "-o", "../dist/", cwd=book)[1]
    assert shown == errors.replace("book/a.md", "a.md")
    failed = publish("build", book, "--strict", cwd=tmp_path)
    assert "1 error: nothing was written" in failed[1]


def test_an_output_that_was_deleted_or_changed_is_made_again(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", BOOK)
    publish("build", "-o", "out.pdf", ".", cwd=book)
    made = (book / "out.pdf").read_bytes()
    assert not has_built(publish("build", "-o", "out.pdf", ".", cwd=book)[2])
    (book / "out.pdf").write_bytes(made[:-1])
    assert has_built(publish("build", "-o", "out.pdf", ".", cwd=book)[2])
    assert (book / "out.pdf").read_bytes() == made
    (book / "out.pdf").unlink()
    assert has_built(publish("build", "-o", "out.pdf", ".", cwd=book)[2])
    assert (book / "out.pdf").read_bytes() == made
    assert has_built(publish("build", "-o", "other.pdf", ".", cwd=book)[2])
    assert (book / "other.pdf").read_bytes() == made


def test_a_build_that_is_killed_harms_no_later_one(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", BOOK)
    command = [sys.executable, str(ROOT / "publish.py"), "build", str(book), "-o", "out.pdf"]
    for name in ("a.md", "b.md"):
        shutil.rmtree(book / ".cache", ignore_errors=True)
        (book / name).write_text((book / name).read_text() + "\nAnd more.\n")
        killed = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL)
        ends = time.monotonic() + 60
        while killed.poll() is None and time.monotonic() < ends:
            if list((book / IN_BOOK).rglob("leaves/*/*")):  # in the middle of laying out
                killed.send_signal(signal.SIGKILL)
            time.sleep(0.002)
        assert killed.wait() == -signal.SIGKILL
        assert not (tmp_path / "out.pdf").exists()
    assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 0
    warm = (tmp_path / "out.pdf").read_bytes()
    subprocess.run([*command, "--fresh"], cwd=tmp_path, check=True)
    assert (tmp_path / "out.pdf").read_bytes() == warm


def test_two_builds_at_once_make_the_same(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", BOOK)
    command = [sys.executable, str(ROOT / "publish.py"), "build", str(book), "-o"]
    builds = [
        subprocess.Popen([*command, name], cwd=tmp_path, stderr=subprocess.DEVNULL)
        for name in ("one.pdf", "two.pdf")
    ]
    assert [build.wait() for build in builds] == [0, 0]
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    assert not has_built(publish("build", book, "-o", "one.pdf", cwd=tmp_path)[2])


def test_a_check_imports_no_type_setter(tmp_path: Path) -> None:
    modules = publish("check", make_book(tmp_path / "book", BOOK), cwd=tmp_path)[2]
    assert "publisher.manuscript" in modules
    assert "weasyprint" not in modules
