"""Between caller and emulator."""

import re

from ministack import app

from .replace import replace

LOOPBACK = re.compile(r"(localhost|127\.0\.0\.1|\[::1\]|([a-z0-9-]+\.)+localhost)(:\d+)?")


def loopback_counts_as_tls():
    """AWS is reached by TLS, and CDK's bucket policies refuse what is not (`aws:SecureTransport`), those of the bootstrap included.

    The emulator speaks plain HTTP and listens on this machine only (a container's port is published there only).
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
    """

    @replace(app, "pin_request_origin")
    def _(original, ip, secure):
        original(ip, True)


def pages_of_other_sites_are_refused():
    """AWS takes no call without a signature. Here root's key is known and its signature is not checked, so any page that a developer
    has open could make a function of its own and run it: a form, or JSON sent as text, needs no preflight.

    So a browser's request from another site than this machine's is refused, and one that reached us by another name (DNS rebinding).
    Deployed APIs are left to their own CORS and tokens, as on AWS.
    """

    @replace(app, "app")
    async def _(original, scope, receive, send):
        if scope["type"] == "http" and not scope["path"].startswith("/_aws/execute-api/"):
            headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
            origin = headers.get("origin")
            foreign_page = origin is not None and not LOOPBACK.fullmatch(re.sub(r"^https?://", "", origin))
            # A page at localhost that shows what lies at 127.0.0.1 is of another site, to a browser, and sends no origin.
            from_here = LOOPBACK.fullmatch(re.sub(r"^https?://|/.*$", "", headers.get("referer", "")))
            foreign_link = origin is None and headers.get("sec-fetch-site") == "cross-site" and not from_here
            if foreign_page or foreign_link or not LOOPBACK.fullmatch(headers.get("host", "")):
                await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
                await send({"type": "http.response.body", "body": b"Only for programs and pages of this machine."})
                return
        await original(scope, receive, send)
