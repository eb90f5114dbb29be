"""What a browser may do with a page of ours: read it, with its own style sheet and script."""

from __future__ import annotations

import base64
import hashlib


def security_policy(style: str, script: str = "") -> str:
    """The Content-Security-Policy of a page with this one style sheet, and this script or none."""
    allowed = {
        "default-src": "'none'",
        "style-src": _hash(style),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    allowed |= {"script-src": _hash(script)} if script else {}
    return "; ".join(f"{what} {where}" for what, where in allowed.items())


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
