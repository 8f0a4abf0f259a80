"""Files are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from publisher.model import MachineError
from publisher.write import write


def test_a_file_is_written_into_a_folder_that_is_made_for_it(tmp_path: Path) -> None:
    target = tmp_path / "new" / "book.pdf"
    write(target, b"content")
    assert target.read_bytes() == b"content"
    assert [file.name for file in target.parent.iterdir()] == ["book.pdf"]


def test_a_file_has_the_rights_that_new_files_have(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        write(tmp_path / "book.pdf", b"content")
    finally:
        os.umask(old)
    assert (tmp_path / "book.pdf").stat().st_mode & 0o777 == 0o644


def test_the_old_file_stays_when_the_new_one_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "book.pdf"
    target.write_bytes(b"old")

    def full_disk(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(MachineError, match="No space left"):
        write(target, b"new")
    assert target.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["book.pdf"]


def test_a_place_that_cannot_be_written_is_said_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(MachineError) as caught:
        write(tmp_path / "file" / "book.pdf", b"content")
    assert "book.pdf" in caught.value.lacking
    assert "-o" in caught.value.remedy
