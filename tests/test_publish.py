"""The command line: what it prints, where it writes, and its exit statuses."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
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


def test_a_build_with_warnings_counts_them(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", {"a.md": "# A\n\n" + "[x](no.md)\n" * 30})
    done = publish("build", book, cwd=tmp_path)
    assert done.returncode == 0
    lines = done.stderr.splitlines()
    assert "  … and 25 more like this in that file; `publish.py check` lists all" in lines
    assert lines[-1] == "30 warnings"
    assert len(lines) == 12
    assert publish("check", book, cwd=tmp_path).stdout.count("link-broken") == 30


def test_what_both_editions_share_is_told_once(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", {"a.md": "# A\n\n[x](no.md)\n"})
    done = publish("build", book, "-e", "all", cwd=tmp_path)
    assert done.stderr.count("link-broken") == 1
    assert done.stderr.endswith("\n1 warning\n")


def test_a_check_prints_problems_and_their_count(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", {**TINY, "a.md": "# A\n\n[x](aa.md)\n"})
    done = publish("check", book, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "book/a.md:3: error link-broken nothing is at 'aa.md'\n  Did you mean a.md?\n1 error\n"
    )


def test_a_check_of_a_sound_book_says_that_nothing_was_found(tmp_path: Path) -> None:
    done = publish("check", make_book(tmp_path / "book", TINY), cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "nothing found\n", "")


def test_a_check_fails_on_warnings_only_when_strict(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", {"a.md": "# A\n\n[x](no.md)\n"})
    assert publish("check", book, cwd=tmp_path).returncode == 0
    assert publish("check", book, "--strict", cwd=tmp_path).returncode == 1


def test_a_check_gives_json_without_a_path_of_the_machine(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", {**TINY, "a.md": "# A\n\n[ü](aa.md)\n"})
    (tmp_path / "elsewhere").mkdir()
    done = publish("check", book, "--format", "json", cwd=tmp_path / "elsewhere")
    assert (done.returncode, done.stderr) == (1, "")
    assert str(tmp_path) not in done.stdout
    assert json.loads(done.stdout) == {
        "book": "../book",
        "problems": [
            {
                "code": "link-broken",
                "severity": "error",
                "path": "a.md",
                "line": 3,
                "message": "nothing is at 'aa.md'",
                "hint": "Did you mean a.md?",
            }
        ],
        "counts": {"errors": 1, "warnings": 0, "notes": 0},
    }


def test_a_check_needs_no_type_setter(tmp_path: Path) -> None:
    for name in ("weasyprint", "pikepdf"):
        make_book(tmp_path / "stub", {f"{name}/__init__.py": 'raise OSError("not here")\n'})
    book = make_book(tmp_path / "book", TINY)
    done = publish("check", book, cwd=tmp_path, path=tmp_path / "stub")
    assert (done.returncode, done.stdout) == (0, "nothing found\n")


def test_a_check_tells_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", {"b.md": "# B\n"})
    try:
        Path(os.fsdecode(bytes(book) + b"/caf\xe9.md")).write_text("# A\n\n[x](no.md)\n")
    except OSError:
        pytest.skip("this file system takes text only")
    for form in ("text", "json"):
        done = publish("check", book, "--format", form, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert "caf" in done.stdout


def test_a_proof_says_a_line_for_each_file(tmp_path: Path, small_book: Path, screen: Path) -> None:
    shutil.copy(screen, tmp_path / "one.pdf")
    shutil.copy(screen, tmp_path / "two.pdf")
    done = publish("proof", "one.pdf", "two.pdf", "--book", small_book, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(
        r"one\.pdf  \d+ pages  nothing found\ntwo\.pdf  \d+ pages  nothing found\n", done.stdout
    )


def test_a_proof_names_the_source_of_what_is_lost(
    tmp_path: Path, small_book: Path, screen: Path
) -> None:
    with pikepdf.open(screen) as pdf:
        place = pikepdf.NameTree(pdf.Root.Names.Dests)["tracks/apps"][0].objgen
        del pdf.pages[next(i for i, page in enumerate(pdf.pages) if page.obj.objgen == place)]
        pdf.save(tmp_path / "cut.pdf")
    done = publish("proof", "cut.pdf", "--book", small_book, "--format", "json", cwd=tmp_path)
    assert done.returncode == 1
    told = json.loads(done.stdout)
    (file,) = told["files"]
    assert file["file"] == "cut.pdf"
    assert file["counts"] == told["counts"]
    assert ("proof-chapter", "tracks/apps.md", 2) in [
        (found["code"], found["path"], found["line"]) for found in file["problems"]
    ]


def test_a_proof_of_what_cannot_be_read_is_an_error_and_the_others_are_read(
    tmp_path: Path, screen: Path
) -> None:
    (tmp_path / "no.pdf").write_text("Not one.")
    (tmp_path / "cut.pdf").write_bytes(screen.read_bytes()[:900])
    with pikepdf.open(screen) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    shutil.copy(screen, tmp_path / "good.pdf")
    done = publish("proof", "no.pdf", "cut.pdf", "locked.pdf", "good.pdf", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    lines = [line for line in done.stdout.splitlines() if not line.startswith("  ")]
    assert lines[:6] == [
        "no.pdf: error proof-unreadable it is no PDF",
        "no.pdf  1 error",
        "cut.pdf: error proof-unreadable it is damaged",
        "cut.pdf  1 error",
        "locked.pdf: error proof-unreadable it is locked with a password",
        "locked.pdf  1 error",
    ]
    assert lines[6].startswith("good.pdf  ")


def test_a_proof_against_what_is_no_book_is_told(tmp_path: Path, screen: Path) -> None:
    (tmp_path / "book").mkdir()
    done = publish("proof", screen, "--book", "book", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("book: error book-empty no chapter was found\n")


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
    assert lines[-1] == "1 error, 1 warning: nothing was written"
    assert (tmp_path / "dist/tiny-book.pdf").read_bytes() == b"old"


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "no-such-folder"],
        ["build", "-e", "papyrus"],
        ["bild"],
        ["build", "--no-such"],
        ["check", "--format", "xml"],
        ["proof"],
        ["proof", "no-such.pdf"],
    ],
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
