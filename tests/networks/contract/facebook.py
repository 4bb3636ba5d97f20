from tests.networks.terms import Terms

TERMS = Terms(
    visible=("POST /:id", "POST /:id/videos"),
    options={"page": "100000000000042"},
    instead=frozenset({"app_secret"}),
    names_drafts=True,
    denies_accounts=True,
)
