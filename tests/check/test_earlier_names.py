"""Checks of a firm that import what a name of `inwriting.check` was before still load."""

import pytest

from inwriting import check

NOW = {
    "alike": "tiers_covered",
    "few": "first_and_count",
    "kept": "retention",
    "kept_behind": "subprocessor_retention",
    "once": "distinct",
    "resting": "cited_in_force",
    "speaking": "deciding_statements",
    "special": "circumstances_in_words",
    "that": "documents_where",
}


@pytest.mark.parametrize("earlier", NOW)
def test_an_earlier_name_is_the_present_one(earlier: str) -> None:
    assert getattr(check, earlier) is getattr(check, NOW[earlier])
    assert NOW[earlier] in check.__all__
    assert earlier not in check.__all__
