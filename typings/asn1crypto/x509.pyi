class Name:
    native: dict[str, object]

class Certificate:
    subject: Name
    serial_number: int
    @classmethod
    def load(cls, encoded_data: bytes) -> Certificate: ...
    def dump(self) -> bytes: ...
