from datetime import datetime
class Name:
    native: dict[str, object]

class Certificate:
    not_valid_before: datetime
    not_valid_after: datetime
    subject: Name
    serial_number: int
    @classmethod
    def load(cls, encoded_data: bytes) -> Certificate: ...
    def dump(self) -> bytes: ...
