"""Bringing a file in by API calls alone."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from customers.imports import storage
from tests.imports.test_northwind import CONSTANTS

IMPORTS = "/api/v1/imports/"
JSON = {"content_type": "application/json"}


class ImportProgram:
    """One import, call by call; answers as they come."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.address = ""
        self.made: dict[str, Any] = {}

    def upload(
        self,
        content: bytes,
        target: str,
        source: str = "northwind",
        name: str = "f.csv",
        **more: str,
    ) -> Any:
        file = SimpleUploadedFile(name, content, content_type="text/csv")
        given = {"file": file, "target": target, "source": source} | more
        answer = self.client.post(IMPORTS, given)
        if answer.status_code == 201:
            self.made = answer.json()
            self.address = f"{IMPORTS}{self.made['id']}/"
        return answer

    def map(self, fields: dict[str, Any] | None = None, **more: Any) -> Any:
        """The suggested mapping with these fields instead; None takes one out."""
        mapping = self.made["mapping"]
        chosen = mapping["fields"] | (fields or {})
        given = {name: one for name, one in chosen.items() if one is not None}
        asked = {"fields": given, "decimal_sign": mapping["decimal_sign"]}
        asked |= {"empties": mapping["empties"]} | more
        return self.client.put(f"{self.address}mapping/", asked, **JSON)

    def check(self) -> Any:
        return self.client.post(f"{self.address}check/")

    def start(self, *, leave_out: bool = False) -> Any:
        return self.client.post(f"{self.address}start/", {"leave_out": leave_out}, **JSON)

    def read(self, rest: str = "", **query: Any) -> Any:
        return self.client.get(f"{self.address}{rest}", query)


def constants(values: dict[str, str]) -> dict[str, Any]:
    return {name: {"constant": value} for name, value in values.items()}


def said(answer: Any) -> dict[str, Any]:
    """A problem without the number of its request."""
    assert answer["Content-Type"] == "application/problem+json"
    return {key: value for key, value in answer.json().items() if key != "request"}


ROWS = "id,名称,电话\nK1,泰和轴承,18612342917\nK2,海晟注塑,0574-86001234\n"
FIXED = constants(CONSTANTS | {"region": "江苏 无锡"})


def mapped(program: ImportProgram, text: str = ROWS, **fields: Any) -> ImportProgram:
    """As far as the check."""
    assert program.upload(text.encode(), "CUSTOMERS", "erp", "名片.csv").status_code == 201
    answer = program.map(FIXED | fields)
    assert answer.status_code == 200, answer.json()
    return program


def stored() -> set[str]:
    return {name for name, _ in storage.names()}
