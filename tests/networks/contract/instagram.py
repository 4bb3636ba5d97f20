from tests.networks.terms import Terms

TERMS = Terms(
    visible=("POST /:id/media_publish",),
    options={"user_id": "17841400000000042"},
    instead=frozenset({"app_secret"}),
    has_links=False,
    denies_accounts=True,
)
