from tests.networks.terms import Terms

TERMS = Terms(
    visible=("POST /rest/posts",),
    options={"author": "urn:li:organization:42", "client_id": "sandbox"},
    denies_accounts=True,
)
