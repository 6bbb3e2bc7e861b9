"""Every address of the house."""

from django.urls import URLPattern, URLResolver, include, path

from access.urls import accounts
from access.views.home import home
from access.views.language import language
from config.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("health/", health, name="health"),
    path("language/", language, name="language"),
    path("accounts/", include(accounts)),
    path("", include("access.urls")),
    path("", include("customers.urls")),
    path("api/v1/", include("config.api_urls")),
    path("", include("audit.oversight.urls")),
]

handler400 = "config.error_pages.bad_request"
handler403 = "config.error_pages.refused"
handler404 = "config.error_pages.not_found"
handler500 = "config.error_pages.broken"
