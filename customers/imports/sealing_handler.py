"""Django's upload handler that seals a file while it comes: its text never lies on the disk."""

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload

from customers.imports.errors import FileRefused
from customers.imports.storage import Sealing, Stored
from customers.typed_values import read_text


class SealingHandler(FileUploadHandler):
    """Takes one file; afterwards `stored` has it, or `refused` says why not."""

    stored: Stored | None = None
    refused: FileRefused | None = None
    given_name: str = ""
    _sealing: Sealing | None = None

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        if self._sealing or self.stored:
            raise SkipFile
        self.given_name = read_text((self.file_name or "")[:200].replace("\0", ""), 200)
        self._sealing = Sealing()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._sealing:
            try:
                self._sealing.take(raw_data)
            except FileRefused as refused:
                self._refuse(refused)
                # The rest is read and dropped: who uploads gets an answer instead of a broken line.
                raise StopUpload(connection_reset=False) from None

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        if self._sealing is None:
            return None
        try:
            self.stored = self._sealing.close()
        except FileRefused as refused:
            self._refuse(refused)
        self._sealing = None
        return UploadedFile(ContentFile(b""), name="sealed", size=0)

    def upload_interrupted(self) -> None:
        if self._sealing:
            self._sealing.abandon()
            self._sealing = None

    def _refuse(self, refused: FileRefused) -> None:
        self.refused = refused
        if self._sealing:
            self._sealing.abandon()
            self._sealing = None
