"""Pages about delegations: joining, their records and offices, leaving, the chair."""

from app.pages.delegations import applications, chair, joining, leaving, offices, records

MODULES = (joining, applications, records, offices, leaving, chair)
