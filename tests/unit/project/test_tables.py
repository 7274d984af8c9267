"""Results hand out Arrow and show themselves."""

from __future__ import annotations

import numpy as np
import pandas
import polars
import pytest

from satsuma.model.errors import UnknownNameError
from satsuma.model.results import SegmentSize
from satsuma.project.tables import MemberKeys, Table

SIZES = [
    SegmentSize(name="vips", title="<b>VIPs</b>", unit="customer", customers=1234, share=0.1),
    SegmentSize(
        name="lost", title="Lost", unit="customer", customers=5, share=0.004, contactable={"email": 3}
    ),
]
TABLE = Table(SIZES, ("name", "title", "customers", "share"), "Segments")


def test_polars_and_pandas_take_a_table() -> None:
    assert polars.DataFrame(TABLE)["customers"].to_list() == [1234, 5]
    assert pandas.DataFrame.from_arrow(TABLE)["name"].tolist() == ["vips", "lost"]


def test_rows_by_name_and_position() -> None:
    assert TABLE["lost"] is SIZES[1]
    assert TABLE[0].name == "vips"
    assert [row.name for row in TABLE] == ["vips", "lost"]
    with pytest.raises(UnknownNameError, match=r"vips, lost"):
        TABLE["vip"]


def test_a_table_shows_itself_and_escapes_names() -> None:
    assert "1,234" in repr(TABLE)
    assert "&lt;b&gt;VIPs" in TABLE._repr_html_()
    assert "<b>VIPs" not in TABLE._repr_html_()


def test_whole_number_keys_share_their_memory() -> None:
    keys = np.arange(1000, dtype=np.int64)
    arrow = MemberKeys(keys, "Members of vips").to_arrow()
    buffer = arrow.column("key").chunk(0).buffers()[1]
    assert buffer.address == keys.ctypes.data
    assert polars.DataFrame(MemberKeys(keys, "x"))["key"].sum() == keys.sum()


def test_text_keys_and_their_number() -> None:
    keys = MemberKeys(np.array(["a", "b"], dtype=object), "Members of vips")
    assert list(keys) == ["a", "b"]
    assert repr(keys) == "Members of vips: 2"
