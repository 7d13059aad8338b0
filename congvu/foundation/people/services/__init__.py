"""What can be done to accounts, positions, delegations and sessions; each call is journalled."""

from congvu.foundation.people.services.accounts import (
    change_password,
    create_account,
    disable_account,
    disable_idle_accounts,
    enable_account,
    reset_password,
    reset_second_factor,
    review_account,
    unlock_account,
)
from congvu.foundation.people.services.positions import (
    assign_position,
    delegate_absence,
    end_delegation,
    end_position,
)
from congvu.foundation.people.services.sample import (
    make_sample_accounts,
    mark_installation,
    sample_password,
)

__all__ = [
    "assign_position",
    "change_password",
    "create_account",
    "delegate_absence",
    "disable_account",
    "disable_idle_accounts",
    "enable_account",
    "end_delegation",
    "end_position",
    "make_sample_accounts",
    "mark_installation",
    "reset_password",
    "reset_second_factor",
    "review_account",
    "sample_password",
    "unlock_account",
]
