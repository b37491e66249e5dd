"""What an address alone tells, however it is written."""

import pytest

from inwriting.gate.endpoints import answers_chats, has_host, is_local, is_page


@pytest.mark.parametrize(
    ("address", "local", "whole"),
    [
        ("https://api.northwind.example/v1", False, True),
        ("http://localhost:8000/v1", True, False),
        ("http://model", True, False),
        ("http://model.team.svc:80", True, True),
        ("http://10.1.2.3/v1", True, False),
        ("http://8.8.8.8/v1", False, True),
        ("http://[::1]:8000/v1", True, False),
        ("http://[2606:4700::1111]/v1", False, True),
        ("http://999.999.999.999/v1", False, False),
        ("http://1.2/v1", False, False),
        ("http://[::zz]/v1", False, False),
        ("{base}/v1", False, False),
        ("https://{region}.api.northwind.example/v1", False, True),
    ],
)
def test_where_an_address_leads(address: str, local: bool, whole: bool) -> None:
    assert (is_local(address), has_host(address)) == (local, whole)


@pytest.mark.parametrize(
    ("address", "known", "page"),
    [
        ("https://api.northwind.example/v1/chat/completions", "northwind.example", False),
        ("https://api.northwind.example/logo.svg", "northwind.example", True),
        ("https://docs.northwind.example/v1", "northwind.example", True),
        ("https://docs.northwind.example/v1", "docs.northwind.example", False),
    ],
)
def test_what_is_there_to_read_is_no_use(address: str, known: str, page: bool) -> None:
    assert is_page(address, known) is page


def test_the_path_of_answers() -> None:
    assert answers_chats("https://llm.northwind.example/v1/chat/completions/")
    assert not answers_chats("https://llm.northwind.example/v1/files")
