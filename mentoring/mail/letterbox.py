"""A folder in place of a mail server, for the demonstration: each mail is a file that mail readers open."""

from __future__ import annotations

import hashlib
from contextlib import AbstractContextManager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType

from mentoring.mail.smtp import Outage


@dataclass(frozen=True, slots=True)
class Letterbox(AbstractContextManager["Letterbox"]):
    """Puts mails down in a folder (`mentoring.mail.postman.Connection`)."""

    folder: Path

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        return None

    def send(self, message: EmailMessage, sender: str, to: str) -> None:
        """Write the mail as a file named after its `Message-ID`: sent again, it is the same file. Raises
        `Outage` where the folder cannot be written.
        """
        name = hashlib.sha256(str(message["Message-ID"]).encode()).hexdigest()[:16]
        unfinished = self.folder / f"{name}.part"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(message.as_bytes())
            unfinished.replace(self.folder / f"{name}.eml")
        except OSError as error:
            raise Outage(type(error).__name__) from error
