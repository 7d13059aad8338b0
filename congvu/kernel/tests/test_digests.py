"""A fingerprint that was kept once must come out again for ever."""

from congvu.kernel.digests import COMPACT, digest_of


def test_fingerprints_that_were_kept_come_out_again():
    value = {"b": "Báo cáo", "a": [1, None]}
    assert digest_of(value) == digest_of({"a": [1, None], "b": "Báo cáo"})
    assert digest_of(value) == "543c027f9d1e4635020e2a5bcc46609cfa7343f3de78718b45a13664594e030a"
    assert (
        digest_of(value, separators=COMPACT)
        == "0b23f56ebcd8340ed1e2cb096be58c368ccf597307acba3030511c438730af65"
    )
