"""The headers that every answer carries."""

from collections.abc import Sequence
from typing import Final

_NO_FRAME: Final = "frame-ancestors 'none'"
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        _NO_FRAME,
        "base-uri 'none'",
    )
)
"""No inline script or style, nothing from elsewhere."""

ALWAYS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
    "Vary": "HX-Request, Cookie",
}
"""Set where the route has not set its own."""

HTTPS_ONLY: Final = {"Strict-Transport-Security": "max-age=31536000"}


def framed_by(origins: Sequence[str]) -> str:
    """Return the policy of a page that may stand inside pages of these origins."""
    return POLICY.replace(_NO_FRAME, " ".join(("frame-ancestors 'self'", *origins)))
