"""What a ledger in S3 would stand on: a first writer wins, and so does the one who saw the last version."""

import subprocess

from tests.servers.moto import Store

CALLS = """
import sys, boto3
from botocore.exceptions import ClientError
s3 = boto3.client("s3", endpoint_url=sys.argv[1], region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
s3.create_bucket(Bucket="ledger")
def put(**more):
    try:
        return s3.put_object(Bucket="ledger", Key="k", Body=b"x", **more)["ETag"]
    except ClientError as fault:
        return fault.response["Error"]["Code"]
seen = put(IfNoneMatch="*")
print(put(IfNoneMatch="*"), put(IfMatch=seen) == seen, put(IfMatch="0" * 32))
"""


def test_writes_are_conditional(s3: Store) -> None:
    done = subprocess.run([str(s3.python), "-c", CALLS, s3.url], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["PreconditionFailed", "True", "PreconditionFailed"], done.stderr
