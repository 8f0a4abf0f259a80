"""The command line: what it prints, where it writes, and its exit statuses."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.books import make_book

ROOT = Path(__file__).resolve().parent.parent
TINY = {"handbook.yaml": "title: Tiny Book\nchapters: [a.md]\n", "a.md": "# A chapter\n\nWords.\n"}
RESULT = re.compile(r"(\S+)  (\d+) pages?  \d+ kB  \d+\.\d s\n")


def publish(
    *arguments: str | Path, cwd: Path, path: Path | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(path)} if path else None
    return subprocess.run(
        [sys.executable, ROOT / "publish.py", *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_build_prints_path_pages_size_and_time_and_nothing_else_in_a_pipe(
    tmp_path: Path,
) -> None:
    book = make_book(tmp_path / "book", TINY)
    done = publish("build", book, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    found = RESULT.fullmatch(done.stdout)
    assert found is not None
    assert found[1] == "dist/tiny-book.pdf"
    assert (tmp_path / found[1]).read_bytes().startswith(b"%PDF-")


def test_on_a_terminal_progress_names_chapters_and_leaves_the_result_alone(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", TINY)
    try:
        ours, theirs = pty.openpty()
    except OSError:
        pytest.skip("this machine has no terminals to give")
    done = subprocess.run(
        [sys.executable, ROOT / "publish.py", "build", book],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        check=False,
    )
    os.close(theirs)
    progress = b""
    while True:
        try:
            chunk = os.read(ours, 4096)
        except OSError:  # the other side is closed
            break
        if not chunk:
            break
        progress += chunk
    os.close(ours)
    assert "A chapter" in progress.decode()
    assert RESULT.fullmatch(done.stdout)


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        (["-o", "my.pdf"], ["my.pdf"]),
        (["-o", "out/"], ["out/tiny-book.pdf"]),
        (["-e", "print", "-o", "out/"], ["out/tiny-book-print.pdf"]),
        (["-e", "all"], ["dist/tiny-book-print.pdf", "dist/tiny-book.pdf"]),
        (
            ["-e", "screen", "-e", "print", "-o", "out"],
            ["out/tiny-book-print.pdf", "out/tiny-book.pdf"],
        ),
    ],
)
def test_output_goes_where_it_is_sent(
    tmp_path: Path, arguments: list[str], files: list[str]
) -> None:
    book = make_book(tmp_path / "book", TINY)
    done = publish("build", book, *arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    made = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.pdf"))
    assert made == files
    assert sorted(line.split("  ")[0] for line in done.stdout.splitlines()) == files


def test_errors_are_told_on_standard_error_with_status_1(tmp_path: Path) -> None:
    files = {**TINY, "a.md": "# A\n\n![map](map.png)\n\n[x](b.md)\n"}
    book = make_book(tmp_path / "book", files)
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/tiny-book.pdf").write_bytes(b"old")
    done = publish("build", book, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert "book/a.md:3: warning image-missing there is no image 'map.png'" in lines
    assert any(line.startswith("book/a.md:5: error link-broken") for line in lines)
    assert lines[-1] == "1 error: nothing was written"
    assert (tmp_path / "dist/tiny-book.pdf").read_bytes() == b"old"


@pytest.mark.parametrize(
    "arguments",
    [["build", "no-such-folder"], ["build", "-e", "papyrus"], ["bild"], ["build", "--no-such"]],
)
def test_wrong_usage_has_status_2(tmp_path: Path, arguments: list[str]) -> None:
    done = publish(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "Error" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_pango_has_status_3_and_the_command_that_mends_it(tmp_path: Path) -> None:
    reason = "cannot load library 'libgobject-2.0-0'"
    make_book(tmp_path / "stub", {"weasyprint/__init__.py": f'raise OSError("{reason}")\n'})
    book = make_book(tmp_path / "book", TINY)
    done = publish("build", book, cwd=tmp_path, path=tmp_path / "stub")
    assert done.returncode == 3
    assert reason in done.stderr
    assert "make setup" in done.stderr
    assert "libpango-1.0-0" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_package_has_status_3_and_the_command_that_mends_it(tmp_path: Path) -> None:
    stub = 'raise ModuleNotFoundError("No module named \'pikepdf\'", name="pikepdf")\n'
    make_book(tmp_path / "stub", {"pikepdf/__init__.py": stub})
    done = publish("build", cwd=tmp_path, path=tmp_path / "stub")
    assert done.returncode == 3
    assert "pikepdf" in done.stderr
    assert "make setup" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_place_that_cannot_be_written_has_status_3(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", TINY)
    (tmp_path / "file").write_text("in the way")
    done = publish("build", book, "-o", "file/x.pdf", cwd=tmp_path)
    assert done.returncode == 3
    assert "file/x.pdf" in done.stderr


def test_an_empty_folder_is_no_book(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    done = publish("build", tmp_path / "book", cwd=tmp_path)
    assert done.returncode == 1
    assert "book: error book-empty" in done.stderr


def test_a_failure_nobody_thought_of_is_one_line_and_no_traceback(tmp_path: Path) -> None:
    files = {**TINY, "layouts/cover.html.j2": "{% include 'cover.html.j2' %}"}
    done = publish("build", make_book(tmp_path / "book", files), cwd=tmp_path)
    assert done.returncode == 1
    assert "error: the publisher failed: RecursionError" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "dist").exists()
