from tests.networks.terms import Terms

TERMS = Terms(
    visible=("POST /v5/pins",),
    options={"app_id": "sandbox", "board": "42"},
    has_links=False,
    has_one_alt=True,
)
