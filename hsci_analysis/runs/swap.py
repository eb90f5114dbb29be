"""Putting a folder in the place of another: in one step where the system has one."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2


def put_in_place(aside: Path, final: Path) -> None:
    """Make ``aside`` the folder ``final``; what was there before is removed.

    At every moment one of the two is at ``final``, whole. Where the system cannot exchange two
    folders (``renameat2``, Linux), there is a moment with none, the old one being kept beside;
    ``put_back`` mends it.
    """
    if not final.is_dir():
        aside.rename(final)
    elif _exchange(aside, final):
        shutil.rmtree(aside, ignore_errors=True)
    else:
        previous = _previous(final)
        final.rename(previous)
        try:
            aside.rename(final)
        except OSError:
            previous.rename(final)
            raise
        shutil.rmtree(previous, ignore_errors=True)


def put_back(folder: Path) -> None:
    """Mend every exchange below the folder that was cut off half-way."""
    for previous in folder.glob("*/.*.previous"):
        final = previous.with_name(previous.name.removeprefix(".").removesuffix(".previous"))
        if final.exists():
            shutil.rmtree(previous)
        else:
            previous.rename(final)


def _previous(final: Path) -> Path:
    return final.with_name(f".{final.name}.previous")


def _exchange(one: Path, other: Path) -> bool:
    """Whether the two folders could be exchanged in one step, and now are."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, TypeError):  # another C library, or Windows
        return False
    if renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):  # this file system cannot
        return False
    raise OSError(code, os.strerror(code), str(other))
