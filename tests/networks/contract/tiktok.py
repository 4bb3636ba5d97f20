from tests.networks.terms import Terms

TERMS = Terms(
    visible=("POST /v2/post/publish/content/init/",),
    options={"client_key": "sandbox", "mode": "direct", "privacy": "public", "audited": True},
    has_links=False,
    lists_films=True,
    noticed="Nobody can follow an address",
)
"""An address stays in the text where nobody can follow it; test_contract_tiktok.py tries the list of videos."""
