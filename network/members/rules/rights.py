"""What the site's staff may do about a member. Nobody does it to themselves: so one administrator always stays."""

from network.members.models import Member


def may_block(by: Member, member: Member) -> bool:
    """Staff are blocked by administrators only. Who was erased comes back by nobody's hand."""
    return (
        not member.is_erased
        and by.is_active
        and by.is_staff
        and by.pk != member.pk
        and (by.is_superuser or not member.is_staff)
    )


def may_entrust(by: Member, member: Member) -> bool:
    """Make somebody staff or administrator, or no longer."""
    return not member.is_erased and by.is_active and by.is_superuser and by.pk != member.pk
