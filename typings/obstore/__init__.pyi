# What is used of obstore 0.12: it is loaded only where files go to a bucket.
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

from obstore.store import ObjectStore

class GetOptions(TypedDict, total=False):
    range: tuple[int, int]

class Bytes:
    def __bytes__(self) -> bytes: ...
    def __buffer__(self, flags: int, /) -> memoryview: ...

class GetResult:
    def stream(self, min_chunk_size: int = ...) -> Iterator[Bytes]: ...

class ObjectMeta(TypedDict):
    size: int

def head(store: ObjectStore, path: str) -> ObjectMeta: ...
def get(store: ObjectStore, path: str, *, options: GetOptions | None = None) -> GetResult: ...
def put(store: ObjectStore, path: str, file: Path, *, use_multipart: bool | None = None) -> object: ...
def list(store: ObjectStore, prefix: str | None = None) -> Iterator[object]: ...
