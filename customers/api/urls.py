"""Addresses of the customers' API, under /api/v1/."""

from django.urls import path

import access.public_id_converter  # noqa: F401 - registers <pid:...>
from customers.api import (
    activities,
    bin,
    contacts,
    customers,
    deals,
    history,
    import_mapping,
    import_refusals,
    import_steps,
    imports,
    jobs,
)

urlpatterns = [
    path("customers/", customers.CustomerList.as_view(), name="customers"),
    path("customers/bin/", bin.Bin.as_view(), name="customers-bin"),
    path(
        "customers/bin/<pid:customer_id>/restore/",
        bin.BinRestore.as_view(),
        name="customers-bin-restore",
    ),
    path("customers/<pid:customer_id>/", customers.CustomerDetail.as_view(), name="customer"),
    path(
        "customers/<pid:customer_id>/reveal/",
        customers.CustomerReveal.as_view(),
        name="customer-reveal",
    ),
    path(
        "customers/<pid:customer_id>/readers/",
        customers.CustomerReaders.as_view(),
        name="customer-readers",
    ),
    path(
        "customers/<pid:customer_id>/transactions/",
        deals.CustomerDeals.as_view(),
        name="customer-transactions",
    ),
    path(
        "customers/<pid:customer_id>/contacts/",
        contacts.ContactList.as_view(),
        name="customer-contacts",
    ),
    path(
        "customers/<pid:customer_id>/contacts/<pid:contact_id>/",
        contacts.ContactDetail.as_view(),
        name="customer-contact",
    ),
    path(
        "customers/<pid:customer_id>/activities/",
        activities.CustomerActivities.as_view(),
        name="customer-activities",
    ),
    path(
        "customers/<pid:customer_id>/history/",
        history.CustomerHistory.as_view(),
        name="customer-history",
    ),
    path(
        "customers/<pid:customer_id>/history/<slug:version>/restore/",
        history.CustomerRestoreVersion.as_view(),
        name="customer-restore-version",
    ),
    path("imports/", imports.ImportList.as_view(), name="imports"),
    path("imports/<pid:import_id>/", imports.ImportDetail.as_view(), name="import"),
    path(
        "imports/<pid:import_id>/mapping/",
        import_mapping.ImportMapping.as_view(),
        name="import-mapping",
    ),
    path("imports/<pid:import_id>/check/", import_steps.ImportCheck.as_view(), name="import-check"),
    path(
        "imports/<pid:import_id>/refusals/",
        import_refusals.ImportRefusals.as_view(),
        name="import-refusals",
    ),
    path(
        "imports/<pid:import_id>/refusals.csv",
        import_refusals.ImportRefusalsTable.as_view(),
        name="import-refusals-table",
    ),
    path("imports/<pid:import_id>/start/", import_steps.ImportStart.as_view(), name="import-start"),
    path(
        "imports/<pid:import_id>/cancel/",
        import_steps.ImportCancel.as_view(),
        name="import-cancel",
    ),
    path("jobs/", jobs.JobList.as_view(), name="jobs"),
    path("jobs/<pid:job_id>/", jobs.JobDetail.as_view(), name="job"),
    path("jobs/<pid:job_id>/cancel/", jobs.JobCancel.as_view(), name="job-cancel"),
]
