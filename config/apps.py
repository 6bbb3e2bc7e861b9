from django.apps import AppConfig

# Loaded with Django, so that a task sent by a page knows its broker.
from config.celery import app as celery

__all__ = ["ConfigConfig", "celery"]


class ConfigConfig(AppConfig):
    name = "config"
