from tests.networks.terms import Terms

TERMS = Terms(
    visible=("POST /api/v1/statuses",),
)
