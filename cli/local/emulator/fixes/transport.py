"""Between caller and emulator."""

from ministack import app

from .replace import replace


def loopback_counts_as_tls():
    """AWS is reached by TLS, and CDK's bucket policies refuse what is not (`aws:SecureTransport`), those of the bootstrap included.

    The emulator speaks plain HTTP and listens on this machine only (a container's port is published there only).
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
    """

    @replace(app, "pin_request_origin")
    def _(original, ip, secure):
        original(ip, True)
