from datetime import timedelta
from pathlib import Path
from typing import TypedDict

class ClientConfig(TypedDict, total=False):
    connect_timeout: str
    timeout: str
    allow_http: bool

class RetryConfig(TypedDict, total=False):
    max_retries: int
    retry_timeout: timedelta

class ObjectStore: ...

class S3Store(ObjectStore):
    def __init__(
        self,
        bucket: str,
        *,
        prefix: str | None = None,
        client_options: ClientConfig | None = None,
        retry_config: RetryConfig | None = None,
    ) -> None: ...

class LocalStore(ObjectStore):
    def __init__(self, prefix: Path, *, mkdir: bool = False) -> None: ...
