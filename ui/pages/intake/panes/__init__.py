"""The parts that the intake page is put together from."""
