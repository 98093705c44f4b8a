"""Addresses of the registry's rooms."""

from qualifications.gate.urls import urlpatterns as gate
from qualifications.registry.urls import urlpatterns as registry

app_name = "qualifications"
urlpatterns = [*registry, *gate]
