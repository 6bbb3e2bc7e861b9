"""Addresses of imports and jobs, under the name space of customers."""

from django.urls import path

import access.public_id_converter  # noqa: F401 - registers <pid:...>
from customers.views import import_check, import_mapping, import_preview, imports, jobs

urlpatterns = [
    path("imports/", imports.imports, name="imports"),
    path("imports/new/", imports.import_new, name="import-new"),
    path("imports/<pid:import_id>/", import_preview.import_preview, name="import"),
    path("imports/<pid:import_id>/columns/", import_mapping.import_columns, name="import-columns"),
    path("imports/<pid:import_id>/values/", import_mapping.import_values, name="import-values"),
    path("imports/<pid:import_id>/check/", import_check.import_check, name="import-check"),
    path("imports/<pid:import_id>/start/", import_check.import_start, name="import-start"),
    path("imports/<pid:import_id>/refused.csv", import_check.import_refused, name="import-refused"),
    path("imports/jobs/<pid:job_id>/", jobs.job, name="job"),
    path("imports/jobs/<pid:job_id>/cancel/", jobs.job_cancel, name="job-cancel"),
]
