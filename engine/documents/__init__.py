"""Uploaded files: content under random names, and a row for each that says whose it is.

Knows responses only by their identity, and fields only by their properties.
"""

from engine.documents.attachments import Attachment, Owner
from engine.documents.blobs import Blob, Blobs, LocalBlobs
from engine.documents.quotas import Quotas
from engine.documents.receiving import Received, receive

__all__ = [
    "Attachment",
    "Blob",
    "Blobs",
    "LocalBlobs",
    "Owner",
    "Quotas",
    "Received",
    "receive",
]
