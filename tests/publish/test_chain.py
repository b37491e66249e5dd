"""The companies behind an offering: in register.json, and as a picture."""

import re
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest

from inwriting.publish.chain_picture import MOST, chain_picture, tree
from inwriting.publish.published.offering import PublishedOffering
from inwriting.publish.published.register import PublishedRegister
from inwriting.publish.register_json import register_document
from tests.checks.cases import HERE, evaluate_case, read

ATTACK = '<script>alert(1)</script> "><svg onload=alert(2)> ]]> [x](javascript:alert(3))'


def test_the_worst_path_is_that_of_the_finding(tmp_path: Path) -> None:
    register, offering = desk("chain-weaker-than-promise/fail/the-next-company.yaml", tmp_path)
    chain = offering.chain
    (way,) = [item for item in chain.weaker if item.question == "training-use"]
    assert [chain.companies[number].offering for number in way.path] == [
        "acme/desk",
        "modelhouse/api",
    ]
    assert (way.says, way.behind) == ("never", "permitted")
    (entry,) = [item for item in chain.passes if item.to == way.path[1]]
    checks = {offering.findings[number].check for number in entry.findings}
    assert "chain-weaker-than-promise" in checks
    nodes, left = tree(register, offering)
    assert left == 0
    assert [node.worst for node in nodes if node.name == "Modelhouse Api"] == [True]
    drawn = texts(chain_picture(register, offering))
    assert "Worst path: it promises less" in drawn
    assert "Use for training: permitted, where never" in drawn


def test_a_path_over_two_companies_is_marked_to_its_end(tmp_path: Path) -> None:
    register, offering = desk("chain-weaker-than-promise/fail/two-companies-away.yaml", tmp_path)
    nodes, _ = tree(register, offering)
    assert [(node.name, node.depth, node.worst) for node in nodes][:3] == [
        ("Acme Desk", 0, True),
        ("Modelhouse Api", 1, True),
        ("Chipco Cloud", 2, True),
    ]
    picture = chain_picture(register, offering)
    assert picture.count('class="worst"') == 2
    assert "it passes the data on to a company that" in texts(picture)


def test_without_a_weaker_company_nothing_is_marked(tmp_path: Path) -> None:
    register = register_document(evaluate_case({}, tmp_path))
    offering = found(register, "acme/desk")
    assert offering.chain.weaker == ()
    picture = chain_picture(register, offering)
    assert "Worst" not in picture
    assert 'class="worst"' not in picture


def test_a_circle_is_drawn_once_and_said(tmp_path: Path) -> None:
    register, offering = desk("chain-goes-in-a-circle/fail/there-and-back.yaml", tmp_path)
    nodes, left = tree(register, offering)
    assert left == 0
    assert [node.name for node in nodes] == ["Acme Desk", "Modelhouse Api", "Acme Desk"]
    assert nodes[2].marks == ("a loop: the data comes back to it",)
    (entry, _) = offering.chain.passes
    checks = {offering.findings[number].check for number in entry.findings}
    assert "chain-goes-in-a-circle" in checks


def test_nobody_behind_it_is_no_picture(tmp_path: Path) -> None:
    register = register_document(evaluate_case({}, tmp_path))
    assert chain_picture(register, found(register, "modelhouse/api")) == ""


@pytest.mark.parametrize("count", [1, MOST, 150])
def test_many_companies_are_drawn_and_the_rest_is_counted(tmp_path: Path, count: int) -> None:
    register, offering = companies(tmp_path, count)
    nodes, left = tree(register, offering)
    assert len(nodes) - 1 + left == count
    assert len(nodes) - 1 <= MOST
    drawn = texts(chain_picture(register, offering))
    assert (f"and {left} more companies: see the table" in drawn) == (left > 0)


def test_long_and_hostile_names_are_text_that_fits(tmp_path: Path) -> None:
    register, offering = companies(tmp_path, 2)
    name = f"{ATTACK} {'long ' * 50}{'x' * 400}"
    chain = offering.chain
    replace = msgspec.structs.replace
    hostile = replace(
        chain,
        companies=tuple(replace(item, name=name) for item in chain.companies),
        passes=(replace(chain.passes[0], role=ATTACK), *chain.passes[1:]),
    )
    offering = replace(offering, chain=hostile)
    picture = chain_picture(register, offering)
    assert "<script" not in picture
    assert "<svg onload" not in picture
    assert not re.search(r"\son\w+=", re.sub(r">[^<]*<", "><", picture))
    assert "<script>alert(1)</script>" in texts(picture)
    root = ElementTree.fromstring(picture)  # noqa: S314 - it was made here
    boxes = [float(item.get("height", 0)) for item in root.iter() if item.tag.endswith("rect")]
    assert max(boxes) < 200


def desk(case: str, folder: Path) -> tuple[PublishedRegister, PublishedOffering]:
    """Return the register of a check's *case* and its first offering."""
    register = register_document(evaluate_case(read(HERE / case), folder))
    return register, found(register, "acme/desk")


def companies(folder: Path, count: int) -> tuple[PublishedRegister, PublishedOffering]:
    """Return a register whose offering has *count* companies behind it, none of them in it."""
    entries = [
        {
            "name": f"Company {number}",
            "role": "hosting",
            "outside-register": "It only houses machines.",
            "document": "agreement",
            "clause": "Annex 1",
        }
        for number in range(count)
    ]
    change = {"file": "vendors/acme/dossier.yaml", "at": ["subprocessors"], "to": entries}
    register = register_document(evaluate_case({"change": [change]}, folder))
    return register, found(register, "acme/desk")


def found(register: PublishedRegister, reference: str) -> PublishedOffering:
    """Return the offering *reference*."""
    return next(
        offering
        for vendor in register.vendors
        for offering in vendor.offerings
        if offering.reference == reference
    )


def texts(picture: str) -> str:
    """Return what is written in *picture*, which must be well-formed, line after line."""
    root = ElementTree.fromstring(picture)  # noqa: S314 - it was made here
    return " ".join(item.text or "" for item in root.iter() if item.tag.endswith("text"))
