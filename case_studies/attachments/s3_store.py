"""Files in S3-compatible storage. A check of each content against its hash notices what a store has lost."""

from hashlib import sha256
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from case_studies.attachments.store import FileMissing

ABSENT = frozenset({"404", "NoSuchKey", "NotFound"})
SECONDS = 10


class S3Store:
    """Files in a bucket, which only Casebook's key can read."""

    def __init__(self, bucket: str, *, endpoint: str, region: str, key_id: str, key_secret: str) -> None:
        self.bucket = bucket
        self.client: Any = boto3.client(
            "s3",
            endpoint_url=endpoint or None,
            region_name=region,
            aws_access_key_id=key_id,
            aws_secret_access_key=key_secret,
            config=Config(
                signature_version="s3v4",
                connect_timeout=SECONDS,
                read_timeout=SECONDS,
                retries={"max_attempts": 3, "mode": "standard"},
            ),
        )

    def put(self, name: str, content: bytes) -> None:
        """Store a file."""
        self.client.put_object(Bucket=self.bucket, Key=name, Body=content)

    def get(self, name: str) -> bytes:
        """Return the content of a file. Raises FileMissing also for one whose content is not what its name says."""
        try:
            content: bytes = self.client.get_object(Bucket=self.bucket, Key=name)["Body"].read()
        except ClientError as error:
            if error.response["Error"]["Code"] in ABSENT:
                raise FileMissing(name) from error
            raise
        if "." not in name and sha256(content).hexdigest() != name:
            raise FileMissing(name)
        return content

    def delete(self, name: str) -> None:
        """Delete a file."""
        self.client.delete_object(Bucket=self.bucket, Key=name)
