"""Which leaves have lost their events lawfully."""


def is_pruned(_index: int) -> bool:
    """Nothing is pruned yet: every leaf has its event."""
    return False
