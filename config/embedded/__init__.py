"""The servers and processes that Custos starts for itself; knows no Django."""

from config.embedded.services import Services, running, start, stop

__all__ = ["Services", "running", "start", "stop"]
