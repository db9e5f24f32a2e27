"""One Ray on this machine for all the tests of a module."""

import pytest

from tests.machine import needs_ray
from workbench.cluster.ray_pool import _cluster


@pytest.fixture(scope="module")
def ray_here():
    needs_ray()
    with _cluster(2):
        yield
