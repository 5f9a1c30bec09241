"""Which remark is told where several figures become one."""

from collections.abc import Iterable

from isp_utils.model.schema import WITH_VALUE, Flag


def weight(flag: str) -> int:
    """Of several flags the heaviest is told: why there is no value, then that it is made up, then any remark.

    >>> weight("secret"), weight("demo"), weight("revised"), weight("")
    (3, 2, 1, 0)
    """
    if flag not in WITH_VALUE:
        return 3
    return 2 if flag == Flag.DEMO.value else int(flag != "")


def heaviest(flags: Iterable[str]) -> str:
    """The flag that is told of several; raises ValueError for none at all."""
    return max(flags, key=weight)
