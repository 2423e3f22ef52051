"""What a refusal says."""

import pytest
from django.core.exceptions import ValidationError


def refused(code, act, *args, **kwargs):
    """The act is refused with this code. Gives the field's name, or an empty one."""
    with pytest.raises(ValidationError) as caught:
        act(*args, **kwargs)
    error = caught.value
    if not hasattr(error, "error_dict"):
        assert error.code == code
        return ""
    [(field, errors)] = error.error_dict.items()
    assert [one.code for one in errors] == [code]
    return field
